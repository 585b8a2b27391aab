//! Reads an advert from its first line to its last.

use std::ops::Range;
use std::sync::OnceLock;

use itertools::Itertools as _;

use crate::advert::education::{Education, education};
use crate::advert::employer::Employer;
use crate::advert::frame::names_post;
use crate::advert::gathered::Gathered;
use crate::advert::language::Language;
use crate::advert::layout::{Item, items};
use crate::advert::lexicon::{AdvertPart, Cue};
use crate::advert::passage::{on_one_line, words};
use crate::advert::sentence::{Mention, Sentence, WISHES};
use crate::advert::token::{Boundary, Token};
use crate::advert::tongue::Tongue;
use crate::advert::vocabulary::Meaning;
use crate::advert::{Advert, Knockout, KnockoutKind, Strength, Want, facts};
use crate::knowledge::model::Kb;
use crate::knowledge::vocabulary::Level;

/// The longest title, in tokens.
const TITLE: usize = 16;

/// The longest sentence, in tokens. Longer ones are read in pieces, because the time to read one
/// grows with the square of its length.
const SENTENCE: usize = 300;

/// Reads adverts with the vocabulary of one knowledge base.
pub struct Reader<'a> {
    pub(super) kb: &'a Kb,
    /// In the order of [`Language::ALL`], each made when its first advert comes.
    tongues: [OnceLock<Tongue<'a>>; Language::ALL.len()],
}

impl<'a> Reader<'a> {
    pub fn new(kb: &'a Kb) -> Self {
        Self { kb, tongues: Default::default() }
    }

    /// Whether a name, a phrase or a heading holds this word; in a language that is not understood,
    /// those of English do.
    pub fn knows(&self, language: Option<Language>, word: &str) -> bool {
        self.tongue(language.unwrap_or(Language::English)).knows(word)
    }

    fn tongue(&self, language: Language) -> &Tongue<'a> {
        self.tongues[language as usize].get_or_init(|| Tongue::new(self.kb, language))
    }

    pub fn read(&self, text: &str) -> Advert {
        let language = Language::of(text);
        let tongue = self.tongue(language.unwrap_or(Language::English));
        let items = items(text).into_iter();
        let items: Vec<_> = items.map(|item| (item, tongue.tokenize(item.text, item.at))).collect();
        // In a language that is not known headings and cues are not understood: all that is named
        // counts as wanted.
        let begin = language.map_or(AdvertPart::Required, |_| AdvertPart::Lead);
        let employer = Employer::of(&items, &tongue.vocabulary);
        let read = |desired| {
            let gathered = Gathered::default();
            let mut reading =
                Reading { reader: tongue, text, employer: &employer, desired, level: 0, gathered };
            let head = reading.head(&items);
            let mut part = begin;
            let mut has_required = false;
            for (at, (item, tokens)) in items.iter().enumerate().skip(head) {
                let leads = items.get(at + 1).is_some_and(|(next, _)| next.bullet && !item.bullet);
                let wish = if leads { reading.wish(item, tokens) } else { None };
                part = wish.unwrap_or_else(|| reading.item(item, tokens, part));
                has_required |= part == AdvertPart::Required;
            }
            (reading.gathered, has_required)
        };
        let (gathered, has_required) = read(AdvertPart::Nice);
        // Where "desired qualifications" are the only list, they are the requirements.
        let gathered = if has_required { gathered } else { read(AdvertPart::Required).0 };
        gathered.finish(language)
    }
}

/// One advert being read.
struct Reading<'r, 't> {
    reader: &'r Tongue<'r>,
    text: &'t str,
    employer: &'r Employer,
    /// The part that a heading with "desired" opens.
    desired: AdvertPart,
    /// The level of the marked heading that opened the part, `##`: 2; 0 if none did.
    level: usize,
    gathered: Gathered,
}

impl Reading<'_, '_> {
    /// Reads the title and skips the short lines above and directly below it (employer, place); the
    /// number of items that these are.
    fn head(&mut self, items: &[(Item<'_>, Vec<Token<'_>>)]) -> usize {
        /// The title is one of the first lines.
        const FIRST: usize = 4;
        let can_be = |(item, tokens): &&(Item<'_>, Vec<Token<'_>>)| self.can_be_title(item, tokens);
        let lines = items.iter().take(FIRST).take_while(can_be).count();
        if lines == 0 {
            return 0;
        }
        // What its page marks as the title is it, whatever it says.
        let kb = self.reader.kb;
        let is_marked = items[0].0.text.starts_with("# ");
        let named = items[..lines].iter().position(|(item, _)| names_post(item.text, &kb.posts));
        let at = named.filter(|_| !is_marked).unwrap_or(0);
        let (item, title) = &items[at];
        let label = title.iter().position(|token| token.after_colon);
        let is_label =
            |at: &usize| title[..*at].iter().any(|token| token.is("title position role"));
        let begin = label.filter(is_label).map_or(0, |at| title[at].at - item.at);
        let line = item.text[begin..].trim_matches(['#', '*', '_', ' ']);
        self.gathered.advert.title = Some(on_one_line(line));
        self.sentences(title, AdvertPart::Required, true);
        let is_below = |((above, _), (item, tokens)): &(&(Item<'_>, _), &(Item<'_>, Vec<_>))| {
            self.is_below_title(above, item, tokens)
        };
        let below = items[at..].iter().tuple_windows().take(3).take_while(is_below).count();
        for (_, tokens) in &items[at + 1..=at + below] {
            self.knockouts(&self.reader.sentence(tokens, AdvertPart::Lead));
        }
        1 + at + below
    }

    fn can_be_title(&self, item: &Item<'_>, tokens: &[Token<'_>]) -> bool {
        let is_heading = self.reader.headings.opened_by(tokens, item.text).is_some();
        !(item.bullet || is_heading || tokens.len() > TITLE || item.text.ends_with(['.', ':', ',']))
    }

    /// Whether a line directly below another belongs to the title, unless it says outright that
    /// something is wanted.
    fn is_below_title(&self, above: &Item<'_>, item: &Item<'_>, tokens: &[Token<'_>]) -> bool {
        let Tongue { headings, vocabulary, .. } = self.reader;
        let between = &self.text[above.at + above.text.len()..item.at];
        let is_short = tokens.len() <= 8 && !item.bullet && !item.text.ends_with('.');
        let colon = tokens.iter().position(|token| token.after_colon);
        let label = colon.and_then(|at| headings.label(&tokens[..at]));
        let matches = vocabulary.find(tokens);
        let says = |wish| matches.iter().any(|found| found.what == Meaning::Cue(wish));
        is_short
            && between.matches('\n').count() == 1
            && headings.opened_by(tokens, item.text).is_none()
            && label.is_none_or(|opened| opened == AdvertPart::Boilerplate)
            && !WISHES.into_iter().any(says)
    }

    /// A line above a list that is no known heading, but says that what it leads is not needed:
    /// "That would be super, but is no must". It names nothing itself.
    fn wish(&self, item: &Item<'_>, tokens: &[Token<'_>]) -> Option<AdvertPart> {
        const LONGEST: usize = 10;
        let Tongue { headings, vocabulary, .. } = self.reader;
        let is_short = tokens.len() <= LONGEST && !item.text.ends_with(['.', ',', ';']);
        if !is_short || headings.opened_by(tokens, item.text).is_some() {
            return None;
        }
        let is_wish =
            |what| matches!(what, Meaning::Cue(Cue::NiceBefore | Cue::NiceAfter | Cue::NotBefore));
        let found = vocabulary.find(tokens);
        let is_named = found.iter().any(|found| !matches!(found.what, Meaning::Cue(_)));
        let says = !is_named && found.iter().any(|found| is_wish(found.what));
        (says && facts::degrees(tokens).is_empty()).then_some(AdvertPart::Nice)
    }

    /// Reads an item; returns the part that the next one is in.
    fn item(&mut self, item: &Item<'_>, tokens: &[Token<'_>], part: AdvertPart) -> AdvertPart {
        let headings = &self.reader.headings;
        let heading = headings.opened_by(tokens, item.text);
        let heading = heading.filter(|_| !item.bullet || item.text.ends_with(':'));
        if heading.is_some() {
            self.knockouts(&self.reader.sentence(tokens, part));
        }
        match heading {
            Some(AdvertPart::Nice) if tokens.iter().any(|token| token.is("desired")) => {
                return self.desired;
            }
            Some(opened) => {
                self.level = level(item.text);
                return opened;
            }
            None => {}
        }
        let part = self.ended_by(item, part);
        let resumes = part == AdvertPart::Boilerplate && !item.bullet && headings.returns(tokens);
        // A label counts to the end of its item; in running text, for what follows as well.
        let mut lasting = if resumes { AdvertPart::Lead } else { part };
        let mut here = lasting;
        let mut from = 0;
        for (label, opened) in self.labels(tokens) {
            self.sentences(&tokens[from..label.start], here, false);
            self.sentences(&tokens[label.clone()], opened, false);
            from = label.end;
            here = opened;
            if !item.bullet && opened != AdvertPart::Boilerplate {
                lasting = opened;
            }
        }
        let end = self.sentences(&tokens[from..], here, false);
        let introduced = headings.introduced_at_end(tokens, item.text).filter(|_| !item.bullet);
        introduced.unwrap_or(if end == here || item.bullet { lasting } else { end })
    }

    /// The part that goes on behind an item. A marked heading that says nothing known ends wishes,
    /// if it is no part of them, and everything whose heading is lower.
    fn ended_by(&self, item: &Item<'_>, part: AdvertPart) -> AdvertPart {
        let level = level(item.text);
        match part {
            _ if item.bullet || level == 0 => part,
            AdvertPart::Nice if level <= self.level => AdvertPart::Duties,
            _ if level < self.level => AdvertPart::Lead,
            _ => part,
        }
    }

    /// The headings in front of colons within an item, each with the part that it opens: two in
    /// `Must: Python, preferred: Scala`.
    fn labels(&self, tokens: &[Token<'_>]) -> Vec<(Range<usize>, AdvertPart)> {
        let headings = &self.reader.headings;
        let mut labels = Vec::new();
        let mut begin = 0;
        for at in 1..tokens.len() {
            if tokens[at - 1].boundary >= Boundary::Sentence {
                begin = at - 1;
            }
            if !tokens[at].after_colon {
                continue;
            }
            let label = |from: usize| Some((from, headings.label(&tokens[from..at])?));
            let tail = || {
                let (from, opened) = headings.tail(&tokens[begin..at])?;
                Some((begin + from, opened))
            };
            let comma = (begin + 1..at).rev().find(|&at| tokens[at].boundary >= Boundary::Comma);
            let comma = comma.filter(|&comma| !tokens[comma].is("but"));
            let found = comma.and_then(label).or_else(|| label(begin)).or_else(tail);
            if let Some((from, opened)) = found {
                labels.push((from..at, opened));
                begin = at;
            }
        }
        labels
    }

    /// Reads sentence by sentence; returns the part at the end.
    fn sentences(
        &mut self,
        tokens: &[Token<'_>],
        mut part: AdvertPart,
        is_title: bool,
    ) -> AdvertPart {
        let sentences = tokens.chunk_by(|_, next| next.boundary < Boundary::Sentence);
        for piece in sentences.flat_map(|sentence| sentence.chunks(SENTENCE)) {
            let heading = self.lost_heading(piece).filter(|_| !is_title);
            let end = heading.map_or(piece.len(), |(begin, _)| begin);
            if end > 0 && self.sentence(&piece[..end], part, is_title) {
                part = AdvertPart::Nice;
            }
            part = heading.map_or(part, |(_, opened)| opened);
        }
        part
    }

    /// In text that has lost its line breaks a heading looks like a sentence or the end of one:
    /// where it begins, and the part that it opens.
    fn lost_heading(&self, tokens: &[Token<'_>]) -> Option<(usize, AdvertPart)> {
        const SHORT: usize = 6;
        let (first, last) = (tokens.first()?, tokens.last()?);
        let line = &self.text[first.at..last.end()];
        // The next word follows without a space, or a bullet does.
        let behind = &self.text[last.end()..];
        let is_lost = behind.starts_with(char::is_alphanumeric)
            || behind.trim_start().starts_with(['\u{2022}', '\u{b7}', '\u{25cf}', 'o']);
        if !is_lost {
            return None;
        }
        let headings = &self.reader.headings;
        let whole = headings.opened_by(tokens, line).filter(|_| tokens.len() <= SHORT);
        whole.map(|opened| (0, opened)).or_else(|| headings.tail(tokens))
    }

    /// Reads a sentence; returns whether it says that what follows is welcome.
    fn sentence(&mut self, tokens: &[Token<'_>], part: AdvertPart, is_title: bool) -> bool {
        let sentence = self.reader.sentence(tokens, part);
        self.gathered.named.extend(sentence.named());
        if !is_title {
            self.knockouts(&sentence);
        }
        if !is_title && sentence.is_boilerplate() {
            return false;
        }
        let degrees = facts::degrees(tokens);
        let fields = facts::fields(tokens, &degrees, &sentence.matches);
        // A short item that begins with a degree asks for it, whatever the heading.
        let is_headed = tokens.len() <= TITLE && degrees.first().is_some_and(|&(at, _)| at <= 1);
        if !is_title && (is_headed || sentence.is_about_the_post()) {
            let Education { degrees, years, enough } = education(&sentence, &degrees, self.text);
            self.gathered.advert.degrees.extend(degrees);
            self.gathered.years.extend(years);
            self.gathered.enough.extend(enough);
            let named = fields.iter().filter(|field| !field.is_empty());
            let named = named.map(|field| words(self.text, &tokens[field.clone()]));
            self.gathered.fields.extend(named);
        }
        let introduces_wishes = sentence.introduces_wishes();
        let employer = self.employer.named_in(&sentence, is_title);
        let mut mentions = sentence.mentions(&fields);
        mentions.retain(|mention| !employer.contains(&mention.first));
        for &mention in &mentions {
            let proof = words(self.text, &tokens[mention.first..=mention.last]);
            self.gathered.mentions.push((mention, (tokens[mention.first].at, proof)));
        }
        let lists = mentions.iter().filter_map(|mention| Some((mention.group?, mention)));
        for (_, list) in lists.into_group_map().into_iter().sorted_by_key(|&(number, _)| number) {
            let level = |mention: &Mention| mention.level.unwrap_or(Level::Working);
            let any = list.iter().map(|mention| (mention.competency, level(mention))).collect();
            let strength = list.iter().fold(Strength::Duty, |most, one| most.max(one.strength));
            self.gathered.add_list(Want { strength, any });
        }
        mentions.is_empty() && introduces_wishes
    }

    /// What decides beside skills; languages only where the post is spoken of.
    fn knockouts(&mut self, sentence: &Sentence<'_, '_>) {
        let mut found = self.reader.knockouts.find(sentence, self.text);
        if sentence.part != AdvertPart::Boilerplate && sentence.is_about_the_post() {
            found.extend(sentence.spoken());
        }
        // Notices at the end of an advert stand below its last heading.
        let is_notice = sentence.tokens.len() > TITLE
            && sentence.any_cues([Cue::NiceBefore, Cue::NiceAfter, Cue::NiceNext]).next().is_none();
        let knockouts = found.into_iter().map(|found| Knockout {
            kind: found.kind,
            strength: match found.kind {
                KnockoutKind::Language => sentence.strength_of_spoken(found.last),
                _ if is_notice || found.is_refusal() => Strength::Required,
                _ => sentence.strength_at(found.first, &[]),
            },
            words: words(self.text, &sentence.tokens[found.first..=found.last]),
            at: sentence.tokens[found.first].at,
            what: found.what,
        });
        self.gathered.advert.knockouts.extend(knockouts);
    }
}

/// The number of signs that mark a line as a heading.
fn level(line: &str) -> usize {
    line.len() - line.trim_start_matches('#').len()
}
