//! The sorts of problems that a file can have. A code stays what it is for ever: people put it into
//! scripts and into the comments that allow a warning. What each means, with examples, is said in
//! `docs/codes.md`.

use crate::knowledge::vocabulary::vocabulary;

vocabulary! {
    /// How bad a problem is.
    Severity {
        /// The file cannot be used.
        Error = "error",
        /// The file is used; somebody should look at it.
        Warning = "warning",
    }

    /// What is wrong.
    Code {
        YamlSyntax = "yaml-syntax",
        ControlCharacter = "control-character",
        TooLarge = "too-large",
        Unreadable = "unreadable",
        UnknownFile = "unknown-file",
        MergeConflict = "merge-conflict",
        DamagedLine = "damaged-line",
        WrongType = "wrong-type",
        UnknownKey = "unknown-key",
        MissingKey = "missing-key",
        DuplicateKey = "duplicate-key",
        UnknownWord = "unknown-word",
        BadValue = "bad-value",
        UnknownId = "unknown-id",
        DuplicateId = "duplicate-id",
        Cycle = "cycle",
        HoursOrder = "hours-order",
        Unsourced = "unsourced",
        CostClass = "cost-class",
        UnreachableRole = "unreachable-role",
        NotServed = "not-served",
        NoBox = "no-box",
        GoneStep = "gone-step",
        TwoBoxes = "two-boxes",
        LostComment = "lost-comment",
        ReplacedEntry = "replaced-entry",
        GoneEntry = "gone-entry",
        RepeatedChange = "repeated-change",
        NotTaught = "not-taught",
        NeverNeeded = "never-needed",
        NeverBest = "never-best",
        HoursWeeks = "hours-weeks",
        LevelNotEarned = "level-not-earned",
        NoSource = "no-source",
        OldSource = "old-source",
        TitleImperative = "title-imperative",
        DuplicateResource = "duplicate-resource",
        BadAddress = "bad-address",
        NoAdverts = "no-adverts",
    }
}

impl Code {
    pub fn severity(self) -> Severity {
        match self {
            Self::GoneStep
            | Self::TwoBoxes
            | Self::LostComment
            | Self::ReplacedEntry
            | Self::GoneEntry
            | Self::RepeatedChange
            | Self::NotTaught
            | Self::NeverNeeded
            | Self::NeverBest
            | Self::HoursWeeks
            | Self::LevelNotEarned
            | Self::NoSource
            | Self::OldSource
            | Self::TitleImperative
            | Self::DuplicateResource
            | Self::BadAddress
            | Self::NoAdverts => Severity::Warning,
            _ => Severity::Error,
        }
    }

    /// How such a problem is mended in general.
    pub fn help(self) -> &'static str {
        match self {
            Self::YamlSyntax => "look for a quote, bracket or colon too many or too few",
            Self::ControlCharacter => "delete the character and write the text anew",
            Self::TooLarge => "divide the file, and write out what aliases repeat",
            Self::Unreadable => "make it a file that you may read, in UTF-8",
            Self::UnknownFile => {
                "name a knowledge base, an overlay, or one file of them or of yours"
            }
            Self::MergeConflict => "keep what is right, and delete the marks of git",
            Self::DamagedLine => "`mlpath history` says what it was; you may delete the line",
            Self::WrongType => "write the value in the form that its key wants",
            Self::UnknownKey => "correct the key or delete it",
            Self::MissingKey => "add the key to the entry",
            Self::DuplicateKey => "keep one of the two",
            Self::UnknownWord => "use one of the words that the key takes",
            Self::BadValue => "correct the value",
            Self::UnknownId => "correct the id, or add an entry that has it",
            Self::DuplicateId => "give one of the two another id",
            Self::Cycle => "take one of the steps out of the circle",
            Self::HoursOrder => "put the three estimates in order, the shortest first",
            Self::Unsourced => "name a source of `sources.yaml`",
            Self::CostClass => "let the class and the sum agree",
            Self::UnreachableRole => "add a step that teaches what is missing, or ask for less",
            Self::NoBox => "write `- [ ]` before it, or `- [x]` if it is done",
            Self::GoneStep => "nothing is lost; name it under `aliases` of the step that it is now",
            Self::TwoBoxes => "keep one of the boxes, ticked if the step is done",
            Self::LostComment => "put the comment of the step back at the end of the line",
            Self::ReplacedEntry => "give it another id, or change the other one in changes.yaml",
            Self::GoneEntry => "correct the id, or delete the change",
            Self::RepeatedChange => "keep the one that is meant",
            Self::NotTaught => "add a step that teaches it, or ask for less",
            Self::NotServed => "add a step with this `item`, or make the item optional",
            Self::NeverNeeded => "let a role need what it teaches, or a step come after it",
            Self::NeverBest => "give it what the other one lacks, or leave it out",
            Self::HoursWeeks => "correct the hours or the weeks",
            Self::LevelNotEarned => "teach a lower level, or give the step the hours that it takes",
            Self::NoSource => "say in `why` or by a source where it is from",
            Self::OldSource => "look at it again, and write the month under `seen`",
            Self::TitleImperative => "begin with what to do: Read, Build, Pass",
            Self::DuplicateResource => "keep one of the two, or give both the same title",
            Self::BadAddress => "write the address that a browser opens",
            Self::NoAdverts => "correct the kind of post, or add adverts of it to the market",
        }
    }
}
