//! Checklists as people keep them, example by example and at random.

mod arranging;
mod documents;
mod editing;
mod formatted;
mod reading;

use crate::checklist::Checklist;
use crate::checklist::written::Mark;

/// What `export` writes, taken over from its scenario.
const EXPORTED: &str = "\
# My way to become: Engineer

- Start: 4 Jan 2027
- Finish: 28 Feb 2027 as planned; 5 in 10 people by 28 Feb 2027, 9 in 10 by 11 Apr 2027
- Effort: 3 steps, 75 h likely (40 to 130 h)
- Money: free

## Jan 2027 (40 h)

- [ ] **Learn Python** (40 h, 4 Jan 2027 to 31 Jan 2027) <!-- mlpath:python-course -->
  - Why: role needs Python
  - [A \\*free\\* course](<https://example.org/python>), School \\<b\\> (free)
  - Done when: A program of your own.

## Feb 2027 (35 h)

- [ ] **Read a statistics book** (15 h, 1 Feb 2027 to 14 Feb 2027) <!-- mlpath:statistics-book -->
  - Why: needed for project
  - Done when: The exercises.
- [ ] **Deploy a project** (20 h, 8 Feb 2027 to 28 Feb 2027) <!-- mlpath:project -->
  - Why: milestone of the role
  - Done when: A public address.
  - On your CV: Deployed a project
";

/// What is read: `a[x]@1 b[ ]@2 own:1 lost:c@3`, with `/` for begun and `-` for skipped.
fn shown(text: &str) -> String {
    let list = Checklist::read(text);
    let boxes = list.boxes.iter().map(|step| {
        let mark = match step.mark {
            Mark::Open => ' ',
            Mark::Ticked => 'x',
            Mark::Begun => '/',
            Mark::Skipped => '-',
        };
        format!("{}[{mark}]@{}", step.id, step.line)
    });
    let own = (!list.own.is_empty()).then(|| format!("own:{}", list.own.len()));
    let lost = list.lost.iter().map(|lost| format!("lost:{}@{}", lost.id, lost.line));
    boxes.chain(own).chain(lost).collect::<Vec<_>>().join(" ")
}
