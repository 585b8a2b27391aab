//! Addresses that lead nowhere.

use crate::knowledge::code::Code;
use crate::knowledge::lint::finding::Finding;
use crate::knowledge::model::Kb;

/// Names that are kept free for examples and tests, and for the machine itself (RFC 2606, 6761).
const RESERVED: [&str; 8] = [
    "example.com",
    "example.net",
    "example.org",
    "example",
    "invalid",
    "localhost",
    "test",
    "local",
];

pub(super) fn bad(kb: &Kb) -> Vec<Finding> {
    let steps = kb.listed.steps.iter().filter(|&&step| kb[step].is_current());
    let resources = steps.flat_map(|&step| kb[step].resources.iter().map(move |it| (step, it)));
    let of_resources = resources.filter_map(|(step, resource)| {
        let url = resource.url.as_deref()?;
        let message = wrong(url)?;
        // It stands behind the title, whose resource it is.
        let words = ["resources", resource.title.as_str(), url];
        Some(Finding::of_step(Code::BadAddress, &kb[step], &words, message))
    });
    let of_sources = kb.sources.iter().filter(|source| !source.origin.is_hidden());
    let of_sources = of_sources.filter_map(|source| {
        let message = wrong(&source.url)?;
        Some(Finding::of_source(Code::BadAddress, source, &["url", &source.url], message))
    });
    of_resources.chain(of_sources).collect()
}

/// Why an http or https address leads nowhere, if it does.
fn wrong(url: &str) -> Option<String> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    let host = host.split(':').next().unwrap_or_default().to_lowercase();
    let is_reserved = RESERVED.iter().any(|name| {
        host.strip_suffix(name).is_some_and(|before| before.is_empty() || before.ends_with('.'))
    });
    if is_reserved {
        return Some(format!("`{host}` is reserved for examples, tests and machines themselves"));
    }
    let is_label = |label: &str| {
        let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        !label.is_empty() && label.chars().all(fits) && !label.starts_with('-')
    };
    let ends_well = host.rsplit('.').next().is_some_and(|end| end.chars().any(char::is_alphabetic));
    match host.contains('.') && host.split('.').all(is_label) && ends_well {
        true => None,
        false => Some(format!("`{host}` is no name of a host")),
    }
}

#[cfg(test)]
mod tests {
    use super::wrong;

    #[test]
    fn hosts_have_names_that_anybody_can_look_up() {
        for good in
            ["https://cs50.harvard.edu/x", "http://a.b-c.museum:8080?d#e", "https://müller.de/"]
        {
            assert_eq!(wrong(good), None, "{good}");
        }
        for bad in [
            "https://example.com/course",
            "https://www.example.org",
            "http://localhost:8000/",
            "https://wiki/intern",
            "https://a..b/",
            "https://.de",
            "https://10.0.0.1/",
            "http:///x",
        ] {
            assert!(wrong(bad).is_some(), "{bad}");
        }
    }
}
