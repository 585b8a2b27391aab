//! Text -> tokens: words as they are compared (lower case, singular, American spelling), with what
//! separates each from the one before it.

/// What separates two tokens, weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Boundary {
    /// White space, a line break within a paragraph, a hyphen: names continue across it.
    Space,
    Slash,
    Comma,
    /// A bracket, a colon, a dash.
    Break,
    /// A semicolon.
    Clause,
    Sentence,
}

#[derive(Debug, Clone)]
pub struct Token<'t> {
    /// Byte offset in the advert.
    pub at: usize,
    pub text: &'t str,
    /// See [`normalize`].
    pub normalized: String,
    /// What separates it from the token before it.
    pub boundary: Boundary,
    /// Directly before or after a hyphen: `C` in `C-level`.
    pub hyphenated: bool,
    /// The number of brackets around it.
    pub depth: usize,
    pub after_colon: bool,
}

impl<'t> Token<'t> {
    /// The byte offset behind it.
    pub fn end(&self) -> usize {
        self.at + self.text.len()
    }

    /// Whether it is one of `words`: normalized, separated by single spaces.
    pub fn is(&self, words: &str) -> bool {
        words.split(' ').any(|word| word == self.normalized)
    }

    pub fn is_capitalized(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }

    fn new(text: &'t str, at: usize, between: &str, before: Option<&Self>) -> Self {
        let mut depth = before.map_or(0, |before| before.depth);
        for c in between.chars() {
            match c {
                '(' | '[' => depth += 1,
                ')' | ']' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        Self {
            at,
            text,
            normalized: normalize(text),
            boundary: before.map_or(Boundary::Sentence, |before| boundary(between, before, text)),
            hyphenated: false,
            depth,
            after_colon: between.contains([':', '\u{ff1a}']),
        }
    }

    /// Splits it `at` bytes from its beginning; the second half begins a sentence.
    fn split(self, at: usize) -> (Self, Self) {
        let (left, right) = self.text.split_at(at);
        let second = Self { depth: self.depth, ..Self::new(right, self.at + at, "", None) };
        (Self { text: left, normalized: normalize(left), ..self }, second)
    }
}

/// The tokens of a passage that begins at byte `offset` of the advert. Copied pages lose their line
/// breaks: where two capitalized words were run together, they are split unless they are `known` as
/// one.
pub fn tokenize<'t>(text: &'t str, offset: usize, known: impl Fn(&str) -> bool) -> Vec<Token<'t>> {
    let mut tokens: Vec<Token<'t>> = Vec::new();
    let mut rest = 0;
    let mut bullet = false;
    while let Some((begin, end)) = next_word(text, rest) {
        // Copied pages have the letter `o` for a hollow bullet.
        if &text[begin..end] == "o" && text[..begin].ends_with(' ') && text[end..].starts_with(' ')
        {
            bullet = true;
            rest = end;
            continue;
        }
        let between = &text[rest..begin];
        let mut token = Token::new(&text[begin..end], offset + begin, between, tokens.last());
        if std::mem::take(&mut bullet) {
            token.boundary = Boundary::Sentence;
        }
        if between.ends_with(['-', '\u{2010}', '\u{2011}']) && between.len() <= 3 {
            token.hyphenated = true;
            if let Some(last) = tokens.last_mut() {
                last.hyphenated = true;
            }
        }
        while let Some(at) = camel_split(token.text).filter(|_| !known(&token.normalized)) {
            let (first, second) = token.split(at);
            tokens.push(first);
            token = second;
        }
        tokens.push(token);
        rest = end;
    }
    tokens
}

/// Where the next word begins and ends.
fn next_word(text: &str, from: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let begin = from + text[from..].find(|c: char| c.is_alphanumeric() || c == '&')?;
    if bytes[begin] == b'&' {
        return Some((begin, begin + 1));
    }
    // `.NET` keeps its dot, because "net" is another word.
    let dotted = begin > 0
        && bytes[begin - 1] == b'.'
        && text[begin..].get(..3).is_some_and(|net| net.eq_ignore_ascii_case("net"))
        && text[..begin - 1].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
    let is_initial = |word: &str| word.len() == 1 && word.as_bytes()[0].is_ascii_uppercase();
    let mut end = begin;
    let mut chars = text[begin..].chars().peekable();
    while let Some(c) = chars.next() {
        let word = &text[begin..end];
        let is_inside = match c {
            _ if c.is_alphanumeric() || matches!(c, '+' | '#') => true,
            '\'' | '\u{2019}' => chars.peek().is_some_and(|next| next.is_alphabetic()),
            // `R&D`
            '&' => is_initial(word) && chars.peek().is_some_and(char::is_ascii_uppercase),
            '.' => continues(word, &text[end + 1..]),
            _ => false,
        };
        if !is_inside {
            break;
        }
        end += c.len_utf8();
    }
    Some((begin - usize::from(dotted), end))
}

/// Whether a dot after `before` belongs to the word: `Ph.D`, `Node.js`, `1.5`; not `Python.We`.
fn continues(before: &str, after: &str) -> bool {
    const ENDINGS: [&str; 6] = ["js", "net", "ai", "io", "py", "ml"];
    let next = after.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let last = before.rsplit('.').next().unwrap_or_default();
    match next {
        "" => false,
        _ if last.len() <= 2 => next.len() <= 4,
        _ => ENDINGS.contains(&next.to_ascii_lowercase().as_str()),
    }
}

/// Where two capitalized words were run together, if they were.
fn camel_split(text: &str) -> Option<usize> {
    /// Both halves are at least this long, in bytes.
    const SHORTEST: usize = 4;
    const LONGEST: usize = 200;
    if text.len() > LONGEST {
        return None;
    }
    let bytes = text.as_bytes();
    let is_number = |at: usize| {
        bytes[at..].iter().all(|b| b.is_ascii_digit() || *b == b'+') && bytes[at].is_ascii_digit()
    };
    (SHORTEST..text.len()).find(|&at| {
        let capital = at + SHORTEST <= text.len()
            && bytes[at].is_ascii_uppercase()
            && bytes[at + 1].is_ascii_lowercase();
        let degree = matches!(text.get(at..), Some("PhD" | "MSc" | "BSc"));
        // `degree3+`: the years are those of the next line.
        let years = is_number(at) && bytes[..at].iter().all(u8::is_ascii_alphabetic);
        bytes[at - 1].is_ascii_lowercase()
            && (capital || degree || years && bytes[text.len() - 1] == b'+')
    })
}

/// The strongest boundary in what stands `between` two tokens.
fn boundary(between: &str, before: &Token<'_>, text: &str) -> Boundary {
    // `(xgboost)Background`: a line break was lost.
    if between.ends_with([')', ']']) && text.starts_with(char::is_uppercase) {
        return Boundary::Sentence;
    }
    let capital = text.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    let boundaries = between.char_indices().map(|(at, c)| {
        let next = between[at + c.len_utf8()..].chars().next();
        let alone = next.is_none_or(char::is_whitespace);
        match c {
            '/' | '\\' => Boundary::Slash,
            ',' | '|' | '\t' => Boundary::Comma,
            '(' | ')' | '[' | ']' | ':' | '\u{ff1a}' | '\u{2013}' | '\u{2014}' => Boundary::Break,
            '-' if alone && between.len() > 1 => Boundary::Break,
            ';' => Boundary::Clause,
            '.' if capital && (before.is("etc") || !is_abbreviation(before)) => Boundary::Sentence,
            '.' if !capital && alone && !is_abbreviation(before) => Boundary::Sentence,
            // A bullet; without spaces around it, it is emphasis.
            '*' if between[..at].ends_with(char::is_whitespace) && alone && next.is_some() => {
                Boundary::Sentence
            }
            '!' | '?' | '\u{2022}' | '\u{b7}' | '\u{25cf}' | '\u{25aa}' | '\u{2023}' => {
                Boundary::Sentence
            }
            _ => Boundary::Space,
        }
    });
    boundaries.max().unwrap_or(Boundary::Space)
}

/// Whether a dot after the token does not end a sentence.
fn is_abbreviation(token: &Token<'_>) -> bool {
    let word = token.normalized.as_str();
    token.is("eg ie etc vs phd ms bs bsc msc ba ma dr inc approx min incl")
        || word.len() == 1 && word.starts_with(char::is_alphabetic)
}

/// A word as it is compared: lower case, without possessive and inner dots, singular, in American
/// spelling. The result need not be a word, as long as all forms of a word give the same.
pub fn normalize(text: &str) -> String {
    let mut word: String = text
        .char_indices()
        .filter(|&(at, c)| c != '.' || at == 0)
        .flat_map(|(_, c)| c.to_lowercase())
        .map(|c| if c == '\u{2019}' { '\'' } else { c })
        .collect();
    if let Some(owner) = word.strip_suffix("'s") {
        word.truncate(owner.len());
    }
    word.retain(|c| c != '\'');
    if word == "&" {
        return "and".to_owned();
    }
    let is_singular = ["ss", "ous"].iter().any(|ending| word.ends_with(ending))
        || ["this", "plus", "bonus"].contains(&word.as_str());
    if word.len() > 4 && word.ends_with("ies") {
        word.truncate(word.len() - 3);
        word.push('y');
    } else if word.len() > 3 && word.ends_with('s') && !is_singular {
        word.pop();
    }
    american(word)
}

/// `optimisation` -> `optimization`, `modelling` -> `modeling`.
fn american(word: String) -> String {
    const BRITISH: [&str; 9] =
        ["isation", "ising", "ised", "iser", "ise", "yse", "ysing", "elling", "elled"];
    let stem = |ending: &str| word.strip_suffix(ending).filter(|_| word.len() > 6);
    let split = BRITISH.iter().find_map(|ending| Some((stem(ending)?, ending)));
    match split {
        Some((stem, ending)) => stem.to_owned() + &ending.replace('s', "z").replace("ll", "l"),
        None => word,
    }
}
