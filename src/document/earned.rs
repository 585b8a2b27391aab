//! The lines for a CV.

use jiff::civil::Date;

use crate::document::tree::{Answer, Cell, Document, Facts, Table};
use crate::knowledge::text::Count;
use crate::view::earned::{EarnedView, LineView, SkillView};

impl Answer for EarnedView {
    fn document(&self) -> Document<'_> {
        let mut document = Document::default();
        if !self.lines.is_empty() {
            document.table(
                Table::of(&self.lines)
                    .column("Line", |it| it.line.clone())
                    .below(u16::MAX, |it| it.evidence.clone().unwrap_or_default())
                    .in_plain("evidence", |it| it.evidence.clone())
                    .in_plain("part", |it| it.part.to_string())
                    .in_plain("step", |it| it.step.clone())
                    .in_plain("finished", |it| it.on)
                    .on_terminal("Finished", |it| Cell::Name(it.on.map(month).unwrap_or_default()))
                    .groups(|a, b| a.part == b.part, |part| (heading(part[0]), None)),
            );
        }
        if !self.skills.is_empty() {
            if !self.lines.is_empty() {
                document.space();
            }
            document.table(
                Table::of(&self.skills)
                    .column("Skill", |it| it.name.clone())
                    .below(80, steps)
                    .names("Level", |it| it.level)
                    .column(("Shown by", 80), steps),
            );
        }
        if self.unknown > 0 {
            document.remark(unknown(self.unknown));
            let mut facts = Facts::of_all(0);
            facts.in_plain("not in the knowledge base", self.unknown);
            document.facts(facts);
        }
        document
    }
}

/// The name of the part of a CV that a line belongs to.
pub fn heading(line: &LineView) -> String {
    let name = line.part.to_string();
    name[..1].to_uppercase() + &name[1..]
}

/// `Feb 2027`, as a CV has it.
pub fn month(day: Date) -> String {
    day.strftime("%b %Y").to_string()
}

/// Why there are fewer lines than finished steps.
pub fn unknown(steps: usize) -> String {
    format!("Of {} this knowledge base knows nothing.", Count(steps, "finished step"))
}

fn steps(skill: &SkillView) -> String {
    skill.steps.join(", ")
}
