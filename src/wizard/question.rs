//! One question of `init`.

use crate::wizard::draft::Draft;
use crate::wizard::prompt::Prompt;

pub trait Question {
    /// What the answer is called in the summary.
    fn name(&self) -> String;

    /// How it is put, with the answer of now as its default; `None` if it does not apply.
    fn prompt(&self, draft: &Draft) -> Option<Prompt>;

    /// Takes the answer over.
    fn set(&self, draft: &mut Draft, answer: &Prompt);
}
