//! The Content-Security-Policy of the page: it loads nothing, and runs nothing but its own script,
//! which is known by its hash. So even a text that got past the escapes could not do anything.
//! See <https://www.w3.org/TR/CSP3/>.

use data_encoding::BASE64;
use sha2::{Digest as _, Sha256};

/// The policy of a page with one script and one style sheet inside it.
pub(super) fn policy(style: &str, script: &str) -> String {
    let [style, script] = [style, script].map(|text| BASE64.encode(&Sha256::digest(text)));
    format!(
        "default-src 'none'; style-src 'sha256-{style}'; script-src 'sha256-{script}'; \
         base-uri 'none'; form-action 'none'"
    )
}
