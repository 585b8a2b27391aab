//! `schema`.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use itertools::Itertools as _;

use crate::env::{Env, note, write};
use crate::failure::Usage;
use crate::knowledge::diagnostics::suggestion;
use crate::knowledge::text::quoted;
use crate::knowledge::vocabulary::Keyword as _;
use crate::schema::SchemaFile;
use crate::schema::beside::write_into;
use crate::view::schema::schemas;

const EXAMPLES: &str = concat!(
    "Examples:\n",
    "  mlpath schema\n",
    "  mlpath schema profile\n",
    "  mlpath schema --dir schema       # writes all of them",
);

/// Print the JSON Schema of a file, by which your editor completes and underlines
///
/// Without a file it says which schemas there are. An editor with the YAML language server finds
/// the schema of a file by the first line of that file, which names it by its path from there:
///
///   # yaml-language-server: $schema=schema/steps.schema.json
///
/// `init` and `add` write this line, and the schema into the folder `schema` beside the file.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, verbatim_doc_comment)]
pub struct Args {
    /// The name of a schema, such as `steps`, or a file such as `kb/roles.yaml`
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,

    /// Write all schemas into a folder
    #[arg(long, value_name = "DIR", conflicts_with = "file")]
    dir: Option<PathBuf>,
}

pub fn run(args: &Args, env: &Env) -> Result<()> {
    match (&args.file, &args.dir) {
        (Some(file), _) => write(&named(file)?.schema_text()),
        (None, Some(folder)) => {
            SchemaFile::ALL.iter().try_for_each(|file| write_into(folder, *file))?;
            note(&format!("wrote {} schemas to {}", SchemaFile::ALL.len(), folder.display()));
            Ok(())
        }
        (None, None) => {
            env.answer(&schemas())?;
            env.hint("print one with `mlpath schema steps`, write all with `--dir DIR`");
            Ok(())
        }
    }
}

fn named(file: &Path) -> Result<SchemaFile> {
    let name = file.to_string_lossy();
    let found = SchemaFile::from_word(&name).or_else(|| SchemaFile::at(file));
    let Some(found) = found else {
        let words = SchemaFile::ALL.iter().map(|file| file.word());
        let near = match suggestion(&name, words.clone()) {
            near if near.is_empty() => format!("; the schemas are {}", words.format(", ")),
            near => near,
        };
        bail!(Usage(format!("there is no schema for {}{near}", quoted(file))));
    };
    Ok(found)
}
