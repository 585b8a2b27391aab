//! Something that is wrong in a line of a file, as compilers show it: the line with a mark under
//! the place.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet as Excerpt};
use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthStr as _;

use crate::document::Snippet;
use crate::render::wrap::wrap;

/// In the colours that errors, warnings and hints have elsewhere.
const OURS: Renderer = Renderer::styled()
    .error(AnsiColor::Red.on_default().bold())
    .warning(AnsiColor::Yellow.on_default().bold())
    .help(AnsiColor::Cyan.on_default().bold())
    .line_num(Style::new().dimmed())
    .context(Style::new().dimmed());

/// What stands before the text of a help: the digits of the line are added.
const BEFORE_HELP: usize = " = help: ".len();

/// The problem in at most `width` columns, with a line break at the end.
pub(super) fn draw(it: &Snippet, width: u16) -> String {
    let level = if it.is_error { Level::ERROR } else { Level::WARNING };
    let word = if it.is_error { "error" } else { "warning" };
    let message = within(&it.message, width, format!("{word}[{}]: ", it.code).width());
    let help = within(&it.help, width, BEFORE_HELP + it.line.to_string().len());
    let mut group = Group::with_title(level.primary_title(message).id(&it.code));
    let mark = AnnotationKind::Primary.span(it.mark.0..it.mark.1);
    let excerpt = Excerpt::source(&it.excerpt).line_start(it.line).annotation(mark);
    // Of a part of a line the renderer would count the columns of that part.
    let is_whole = it.excerpt[..it.mark.0].chars().count() + 1 == it.column;
    if is_whole && !it.excerpt.is_empty() {
        group = group.element(excerpt.path(&it.file));
    } else {
        let origin = Origin::path(&it.file);
        group = match it.line {
            0 => group.element(origin),
            line => group.element(origin.line(line).char_column(it.column)),
        };
        if !it.excerpt.is_empty() {
            group = group.element(excerpt);
        }
    }
    let group = group.element(Level::HELP.message(help));
    let drawn = OURS.term_width(width.into()).render(&[group]);
    drawn.lines().map(|line| line.trim_end().to_owned() + "\n").collect()
}

/// A text in lines that leave room for what stands before the first.
fn within(text: &str, width: u16, before: usize) -> String {
    wrap(text, width.saturating_sub(before as u16), "").trim_end().to_owned()
}
