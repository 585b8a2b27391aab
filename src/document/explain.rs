//! What the codes of problems mean.

use crate::document::tree::{Answer, Document, Facts, Table};
use crate::view::check::{CodesView, ExplainView};

impl Answer for ExplainView {
    fn document(&self) -> Document<'_> {
        let mut document = Document::default();
        document.heading(format!("{} ({})", self.code.code, self.code.severity));
        document.say(self.code.summary);
        for paragraph in &self.paragraphs {
            document.space();
            document.say(paragraph.replace('\n', " "));
        }
        for (label, example) in [("Wrong", &self.wrong), ("Right", &self.right)] {
            document.space();
            document.remark(format!("{label}, in {}:", example.file));
            document.verbatim(example.text);
        }
        let mut facts = Facts::of_all(0);
        facts.in_plain("code", self.code.code.to_string());
        facts.in_plain("severity", self.code.severity.to_string());
        facts.in_plain("summary", self.code.summary);
        facts.in_plain("explanation", self.paragraphs.join(" ").replace('\n', " "));
        let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
        facts.in_plain("wrong", lines(self.wrong.text));
        facts.in_plain("right", lines(self.right.text));
        document.facts(facts);
        document
    }
}

impl Answer for CodesView {
    fn document(&self) -> Document<'_> {
        let mut document = Document::default();
        let table = Table::of(&self.codes)
            .names("Code", |it| it.code)
            .names("Severity", |it| it.severity)
            .column("Meaning", |it| it.summary);
        document.table(table);
        document
    }
}
