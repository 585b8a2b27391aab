//! Text -> tokens: words as they are compared, with what separates each from the one before it.

use crate::advert::spelling::Spelling;

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
    /// As it is compared: see [`Spelling::normalize`]; in another language than English by the
    /// word that its glossary gives.
    pub normalized: String,
    /// What separates it from the token before it.
    pub boundary: Boundary,
    /// Directly before or after a hyphen: `C` in `C-level`.
    pub hyphenated: bool,
    /// A hyphen joins it to the token before it: `edge` in `cutting-edge`.
    pub joined: bool,
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
        // Where its first letter is, since to compare it with one after the other takes longer.
        let (words, own) = (words.as_bytes(), self.normalized.as_bytes());
        let Some(first) = own.first().filter(|_| own.len() <= words.len()) else { return false };
        memchr::memchr_iter(*first, words).any(|at| {
            let (before, from) = words.split_at(at);
            let behind = from.strip_prefix(own);
            before.last().is_none_or(|byte| *byte == b' ')
                && behind.is_some_and(|behind| behind.first().is_none_or(|byte| *byte == b' '))
        })
    }

    pub fn is_capitalized(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }

    fn new(
        text: &'t str,
        at: usize,
        between: &str,
        before: Option<&Self>,
        spelling: &Spelling,
    ) -> Self {
        let token = Self {
            at,
            text,
            normalized: spelling.normalize(text),
            boundary: Boundary::Space,
            hyphenated: false,
            joined: false,
            depth: before.map_or(0, |before| before.depth),
            after_colon: false,
        };
        // As most are, it is parted by nothing else.
        if before.is_some() && between == " " {
            return token;
        }
        let mut depth = token.depth;
        for c in between.chars() {
            match c {
                '(' | '[' => depth += 1,
                ')' | ']' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        let boundary =
            before.map_or(Boundary::Sentence, |before| boundary(between, before, text, spelling));
        Self { boundary, depth, after_colon: between.contains([':', '\u{ff1a}']), ..token }
    }

    /// Splits it `at` bytes from its beginning; the second half begins a sentence.
    fn split(self, at: usize, spelling: &Spelling) -> (Self, Self) {
        let (left, right) = self.text.split_at(at);
        let second =
            Self { depth: self.depth, ..Self::new(right, self.at + at, "", None, spelling) };
        (Self { text: left, normalized: spelling.normalize(left), ..self }, second)
    }
}

/// The tokens of an English text, in which no words were run together.
pub fn tokens(text: &str) -> Vec<Token<'_>> {
    tokenize(text, 0, &Spelling::ENGLISH, |_| true)
}

/// The tokens of a passage that begins at byte `offset` of the advert. Copied pages lose their line
/// breaks: where two capitalized words were run together, they are split unless they are `known` as
/// one.
pub fn tokenize<'t>(
    text: &'t str,
    offset: usize,
    spelling: &Spelling,
    known: impl Fn(&str) -> bool,
) -> Vec<Token<'t>> {
    let mut tokens: Vec<Token<'t>> = Vec::new();
    let mut rest = 0;
    let mut bullet = false;
    while let Some((begin, end)) = next_word(text, rest, spelling) {
        // Copied pages have the letter `o` for a hollow bullet.
        let is_o = &text[begin..end] == "o" && !spelling.has_o;
        if is_o && text[..begin].ends_with(' ') && text[end..].starts_with(' ') {
            bullet = true;
            rest = end;
            continue;
        }
        let between = &text[rest..begin];
        let mut token =
            Token::new(&text[begin..end], offset + begin, between, tokens.last(), spelling);
        if std::mem::take(&mut bullet) {
            token.boundary = Boundary::Sentence;
        }
        if between.ends_with(['-', '\u{2010}', '\u{2011}']) && between.len() <= 3 {
            token.hyphenated = true;
            token.joined = true;
            if let Some(last) = tokens.last_mut() {
                last.hyphenated = true;
            }
        }
        let is_name = |word: &str| known(word) || without_version(word).is_some_and(&known);
        while !is_name(&token.normalized)
            && let Some(at) = camel_split(token.text)
        {
            let (first, second) = token.split(at, spelling);
            tokens.push(first);
            token = second;
        }
        if !known(&token.normalized)
            && let Some(name) = without_version(&token.normalized)
            && known(name)
        {
            token.normalized = String::from(name);
        }
        tokens.push(token);
        rest = end;
    }
    tokens
}

/// Where the next word begins and ends.
fn next_word(text: &str, from: usize, spelling: &Spelling) -> Option<(usize, usize)> {
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
    let mut end = begin + bytes[begin..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
    let mut chars = text[end..].chars().peekable();
    while let Some(c) = chars.next() {
        let word = &text[begin..end];
        let is_inside = match c {
            // `C++`, `3+`; not `Docker+Kubernetes`.
            '+' => {
                let joins = chars.peek().is_some_and(|next| next.is_alphabetic());
                !(joins && word.ends_with(char::is_alphanumeric))
            }
            _ if c.is_alphanumeric() || c == '#' => true,
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
    let elided = spelling.elision(&text[begin..end]);
    let gender = if end - begin < 3 { 0 } else { spelling.gender(&text[end..]) };
    Some((begin + elided - usize::from(dotted), end + gender))
}

/// Whether a dot after `before` belongs to the word: `Ph.D`, `Node.js`, `1.5`; not `Python.We`.
fn continues(before: &str, after: &str) -> bool {
    const ENDINGS: [&str; 6] = ["js", "net", "ai", "io", "py", "ml"];
    let next = after.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let last = before.rsplit('.').next().unwrap_or_default();
    match next {
        "" => false,
        // `TensorFlow2.x`
        "x" => last.ends_with(|c: char| c.is_ascii_digit()),
        _ if last.len() <= 2 => next.len() <= 4,
        _ => ENDINGS.contains(&next.to_ascii_lowercase().as_str()),
    }
}

/// `python` of `python3` and `python3x`.
fn without_version(word: &str) -> Option<&str> {
    const SHORTEST: usize = 3;
    let number = word.strip_suffix('x').unwrap_or(word);
    let name = number.trim_end_matches(|c: char| c.is_ascii_digit());
    (name.len() >= SHORTEST && name.len() < number.len()).then_some(name)
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
    let is_split = |at: usize| {
        let capital = at + SHORTEST <= text.len()
            && bytes[at].is_ascii_uppercase()
            && bytes[at + 1].is_ascii_lowercase();
        let degree = || matches!(text.get(at..), Some("PhD" | "MSc" | "BSc"));
        // `degree3+`: the years are those of the next line.
        let years = || {
            let is_word = bytes[..at].iter().all(u8::is_ascii_alphabetic);
            bytes[text.len() - 1] == b'+' && is_number(at) && is_word
        };
        capital || degree() || years()
    };
    (SHORTEST..text.len()).find(|&at| bytes[at - 1].is_ascii_lowercase() && is_split(at))
}

/// The strongest boundary in what stands `between` two tokens.
fn boundary(between: &str, before: &Token<'_>, text: &str, spelling: &Spelling) -> Boundary {
    // `(xgboost)Background`: a line break was lost.
    if between.ends_with([')', ']']) && text.starts_with(char::is_uppercase) {
        return Boundary::Sentence;
    }
    let is_abbreviation =
        || is_abbreviation(before) || spelling.is_abbreviation(&before.normalized);
    let capital = text.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    let boundaries = between.char_indices().map(|(at, c)| {
        let next = between[at + c.len_utf8()..].chars().next();
        let alone = next.is_none_or(char::is_whitespace);
        match c {
            '/' | '\\' => Boundary::Slash,
            ',' | '|' | '\t' | '+' => Boundary::Comma,
            '(' | ')' | '[' | ']' | ':' | '\u{ff1a}' | '\u{2013}' | '\u{2014}' => Boundary::Break,
            // `Python- und SQL-Kenntnisse`
            '-' if at == 0 && spelling.compounds => Boundary::Space,
            '-' if alone && between.len() > 1 => Boundary::Break,
            ';' => Boundary::Clause,
            '.' if capital && (before.is("etc") || !is_abbreviation()) => Boundary::Sentence,
            // `U.S. citizen`
            '.' if !capital && before.text.contains('.') => Boundary::Space,
            '.' if !capital && alone && !is_abbreviation() => Boundary::Sentence,
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
