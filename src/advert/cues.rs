//! The wordings of `wordings.txt`: what in an advert is required, what is welcome, and what is not
//! about the post at all.

/// What a part of an advert is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// Before any heading that says more.
    Lead,
    Duties,
    Required,
    Nice,
    /// The company, what it offers, the law.
    Aside,
}

/// What a wording says about the sentence that holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cue {
    /// What stands before it is welcome.
    NiceBefore,
    /// What follows is welcome.
    NiceAfter,
    /// What follows is welcome, wherever the word stands.
    NiceNext,
    /// What stands before it is required.
    RequiredBefore,
    /// What follows is required.
    RequiredAfter,
    /// A thing that a person has follows: weak, where nothing else is said it is required.
    Has,
    /// All within it is not asked.
    Not,
    /// What follows is not asked.
    NotAfter,
    /// What follows at once is not asked.
    NotNext,
    /// What stands before it is not asked.
    NotBefore,
    /// The contrary of what stands before it follows.
    Contrast,
    /// A level follows: others can rely on it.
    Expert,
    /// A level follows: it can be done alone.
    Able,
    /// A level follows: it is known from seeing.
    Beginner,
    /// One of what follows is enough.
    OneOf,
    /// Speaks to the reader or of the post.
    Addresses,
    /// What the work will be.
    Promises,
    /// Law, pay or praise: nothing in the sentence is asked.
    Aside,
    /// What follows is no field of study any more.
    FieldsEnd,
}

/// What a group of wordings is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    Cue(Cue),
    /// Opens a section; a weak one is also how requirements begin: `Knowledge of Python`.
    Heading {
        opens: Section,
        weak: bool,
    },
    /// What a sentence that ends in a colon opens.
    Introduces(Section),
    /// Says in a paragraph after the company's that it is about the post again.
    Returns,
    /// Words before a heading that do not change what it is.
    Decoration,
}

const WORDINGS: &str = include_str!("wordings.txt");

/// The groups by their names in the file.
const GROUPS: &[(&str, Group)] = &[
    ("cue nice-before", Group::Cue(Cue::NiceBefore)),
    ("cue nice-after", Group::Cue(Cue::NiceAfter)),
    ("cue nice-next", Group::Cue(Cue::NiceNext)),
    ("cue required-before", Group::Cue(Cue::RequiredBefore)),
    ("cue required-after", Group::Cue(Cue::RequiredAfter)),
    ("cue has", Group::Cue(Cue::Has)),
    ("cue not", Group::Cue(Cue::Not)),
    ("cue not-after", Group::Cue(Cue::NotAfter)),
    ("cue not-next", Group::Cue(Cue::NotNext)),
    ("cue not-before", Group::Cue(Cue::NotBefore)),
    ("cue contrast", Group::Cue(Cue::Contrast)),
    ("cue expert", Group::Cue(Cue::Expert)),
    ("cue able", Group::Cue(Cue::Able)),
    ("cue beginner", Group::Cue(Cue::Beginner)),
    ("cue one-of", Group::Cue(Cue::OneOf)),
    ("cue addresses", Group::Cue(Cue::Addresses)),
    ("cue promises", Group::Cue(Cue::Promises)),
    ("cue aside", Group::Cue(Cue::Aside)),
    ("cue fields-end", Group::Cue(Cue::FieldsEnd)),
    ("heading duties", Group::Heading { opens: Section::Duties, weak: false }),
    ("heading required", Group::Heading { opens: Section::Required, weak: false }),
    ("heading nice", Group::Heading { opens: Section::Nice, weak: false }),
    ("heading aside", Group::Heading { opens: Section::Aside, weak: false }),
    ("weak-heading duties", Group::Heading { opens: Section::Duties, weak: true }),
    ("weak-heading required", Group::Heading { opens: Section::Required, weak: true }),
    ("weak-heading nice", Group::Heading { opens: Section::Nice, weak: true }),
    ("weak-heading aside", Group::Heading { opens: Section::Aside, weak: true }),
    ("introduces duties", Group::Introduces(Section::Duties)),
    ("introduces required", Group::Introduces(Section::Required)),
    ("introduces nice", Group::Introduces(Section::Nice)),
    ("introduces aside", Group::Introduces(Section::Aside)),
    ("returns", Group::Returns),
    ("decoration", Group::Decoration),
];

/// All wordings with the groups that they stand in.
pub fn wordings() -> impl Iterator<Item = (Group, &'static str)> {
    WORDINGS.split("\n\n").flat_map(|paragraph| {
        let (name, patterns) = paragraph.trim_start().split_once('\n').unwrap_or_default();
        let group = GROUPS.iter().find(|(known, _)| *known == name).map(|&(_, group)| group);
        let patterns = patterns.split(',').map(str::trim).filter(|pattern| !pattern.is_empty());
        patterns.filter_map(move |pattern| Some((group?, pattern)))
    })
}

#[cfg(test)]
mod tests {
    use super::{GROUPS, WORDINGS, wordings};

    #[test]
    fn every_group_of_the_file_is_known_and_filled() {
        let named =
            WORDINGS.lines().filter(|line| !line.starts_with([' ', '#']) && !line.is_empty());
        let named: Vec<&str> = named.collect();
        let known: Vec<&str> = GROUPS.iter().map(|&(name, _)| name).collect();
        assert!(named.iter().all(|name| known.contains(name)), "{named:?}");
        for (name, group) in GROUPS {
            assert!(wordings().any(|(filled, _)| filled == *group), "{name} has no wordings");
        }
    }
}
