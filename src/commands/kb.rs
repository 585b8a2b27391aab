//! `kb`.

use std::path::PathBuf;

use anyhow::Result;

use crate::commands::{kb_diff, kb_export};
use crate::env::Env;
use crate::session::Session;
use crate::view::kb::layers;

const EXAMPLES: &str = concat!(
    "Examples:\n",
    "  mlpath kb\n",
    "  mlpath kb export my-base\n",
    "  mlpath kb diff\n",
    "  mlpath kb diff old-base shipped",
);

/// What the knowledge base is made of; write it as files, or see what another one would change
///
/// Alone it says which base is in force, and which overlays lie on it.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Write all files of the base to a folder, for `--kb` or for an editor
    Export {
        /// A folder that is not there yet, or is empty
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },

    /// See what an update or an overlay changes for you: steps, hours, money, finish
    ///
    /// Without a name, what your overlays change. With one, what has changed since; with two, what
    /// would change between them. Your profile, your journal and your overlays stay the same.
    Diff {
        /// `shipped`, a folder with a base, or one with an overlay
        #[arg(value_name = "OLD")]
        old: Option<PathBuf>,

        /// The same [default: the knowledge base in force]
        #[arg(value_name = "NEW")]
        new: Option<PathBuf>,
    },
}

pub fn run(args: &Args, env: &Env) -> Result<()> {
    match &args.what {
        Some(What::Export { folder }) => kb_export::run(folder, env),
        Some(What::Diff { old, new }) => kb_diff::run(old.as_deref(), new.as_deref(), env),
        None => {
            let session = Session::without_flags(env)?;
            env.answer(&layers(&session.kb, &session.layers))?;
            let hint = match session.layers.overlays.is_empty() {
                true => "begin an overlay with `mlpath add step`".to_owned(),
                false => format!("see what they change with `{}`", env.command("kb diff")),
            };
            env.hint(&hint);
            Ok(())
        }
    }
}
