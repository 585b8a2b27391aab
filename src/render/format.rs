//! The forms of answers, and the files that each is kept in.

use std::path::Path;

use clap::ValueEnum as _;

/// In which form an answer is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Tables, fitted to the terminal
    Table,
    /// Numbered `key: value` lines, for screen readers
    Plain,
    /// For scripts
    Json,
    /// The checklist, or the answer to be pasted
    Markdown,
    /// Rows for a spreadsheet
    Csv,
    /// The plan as a graph, for Mermaid
    Mermaid,
    /// The plan as a graph, for Graphviz
    Dot,
    /// Events for a calendar
    Ics,
    /// Tasks for `task import`
    Taskwarrior,
    /// Lines of a todo.txt
    TodoTxt,
    /// An outline for Org mode
    Org,
    /// A page to look at, tick and print
    Html,
    /// What a check found, for code hosts and editors
    Sarif,
    /// What a check found, as remarks of GitHub Actions
    Github,
}

impl Format {
    /// Those that a plan has.
    pub const OF_PLANS: [Self; 12] = [
        Self::Table,
        Self::Plain,
        Self::Json,
        Self::Markdown,
        Self::Csv,
        Self::Mermaid,
        Self::Dot,
        Self::Ics,
        Self::Taskwarrior,
        Self::TodoTxt,
        Self::Org,
        Self::Html,
    ];

    /// Its name in a sentence, and the endings of its files, the usual one first.
    fn described(self) -> (&'static str, &'static [&'static str]) {
        match self {
            Self::Table => ("table", &[]),
            Self::Plain => ("plain", &["txt"]),
            Self::Json => ("JSON", &["json"]),
            Self::Markdown => ("Markdown", &["md", "markdown"]),
            Self::Csv => ("CSV", &["csv"]),
            Self::Mermaid => ("Mermaid", &["mmd", "mermaid"]),
            Self::Dot => ("DOT", &["dot", "gv"]),
            Self::Ics => ("iCalendar", &["ics"]),
            Self::Taskwarrior => ("Taskwarrior", &[]),
            Self::TodoTxt => ("todo.txt", &["todo.txt"]),
            Self::Org => ("Org", &["org"]),
            Self::Html => ("HTML", &["html", "htm"]),
            Self::Sarif => ("SARIF", &[]),
            Self::Github => ("GitHub", &[]),
        }
    }

    /// Its name in a sentence.
    pub fn name(self) -> &'static str {
        self.described().0
    }

    /// The word that `--format` takes for it.
    pub fn word(self) -> String {
        self.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
    }

    /// The usual ending of its files; `None` if none is its own.
    pub fn ending(self) -> Option<&'static str> {
        self.described().1.first().copied()
    }

    /// The form of a file by its ending, whatever its case: the longest ending that fits, so that
    /// `todo.txt` is not plain.
    pub fn of_file(file: &Path) -> Option<Self> {
        let name = file.file_name()?.to_str()?.to_lowercase();
        let fits = |ending: &&str| {
            name == **ending || name.strip_suffix(ending).is_some_and(|stem| stem.ends_with('.'))
        };
        let longest =
            |form: &Self| form.described().1.iter().filter(|it| fits(it)).map(|it| it.len()).max();
        let forms = Self::value_variants().iter().filter_map(|form| Some((longest(form)?, *form)));
        forms.max_by_key(|(length, _)| *length).map(|(_, form)| form)
    }
}
