//! An advert from its first line to its last.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use crate::advert::automaton::Automaton;
use crate::advert::cues::{Cue, Section};
use crate::advert::found::Found;
use crate::advert::headings::Headings;
use crate::advert::language::is_english;
use crate::advert::layout::{Item, items};
use crate::advert::sentence::Sentence;
use crate::advert::vocabulary::{Meaning, automaton};
use crate::advert::words::{Join, Word, words};
use crate::advert::{Advert, Degree, DegreeAsk, Want, Years, facts};
use crate::knowledge::model::{Kb, Skills};
use crate::knowledge::words::Level;

/// A title has so many words at most.
const TITLE: usize = 16;

/// What goes on longer is no sentence, and is read in pieces: the time to understand one grows with
/// the square of its words.
const SENTENCE: usize = 300;

/// Reads adverts with the vocabulary of one knowledge base.
pub struct Reader<'a> {
    kb: &'a Kb,
    vocabulary: Automaton<Meaning>,
    headings: Headings,
}

impl<'a> Reader<'a> {
    pub fn new(kb: &'a Kb) -> Self {
        Self { kb, vocabulary: automaton(kb), headings: Headings::new() }
    }

    pub fn read(&self, text: &str) -> Advert {
        let items = items(text);
        let words: Vec<Vec<Word<'_>>> = items.iter().map(|item| self.words(text, item)).collect();
        let is_foreign = !is_english(text);
        let read = |desired| {
            let mut reading =
                Reading { reader: self, text, desired, needs: false, found: Found::default() };
            // What is said of a name is not understood in another language: the guess is that all
            // are wanted.
            let mut section = if is_foreign { Section::Required } else { Section::Lead };
            let head = reading.head(&items, &words);
            for (item, words) in items.iter().zip(&words).skip(head) {
                section = reading.item(item, words, section);
                reading.needs |= section == Section::Required;
            }
            reading
        };
        let first = read(Section::Nice);
        // An advert whose only list is of "desired qualifications" asks for them.
        let reading = if first.needs { first } else { read(Section::Required) };
        Advert { is_foreign, ..reading.found.finish() }
    }

    fn words<'t>(&self, text: &'t str, item: &Item) -> Vec<Word<'t>> {
        let known = |folded: &str| self.vocabulary.knows(folded) || self.headings.knows(folded);
        words(&text[item.bytes.clone()], item.bytes.start, known)
    }
}

/// One advert being read.
struct Reading<'r, 't> {
    reader: &'r Reader<'r>,
    text: &'t str,
    /// What a list of desired things is.
    desired: Section,
    /// Whether there is a list of required things.
    needs: bool,
    found: Found,
}

impl Reading<'_, '_> {
    /// The title and the short lines right under it (employer, place): how many items they are.
    fn head(&mut self, items: &[Item], words: &[Vec<Word<'_>>]) -> usize {
        let (Some(item), Some(title)) = (items.first(), words.first()) else { return 0 };
        let line = &self.text[item.bytes.clone()];
        let heading = self.reader.headings.section(title, line).is_some();
        if item.bullet || heading || title.len() > TITLE || line.ends_with(['.', ':', ',']) {
            return 0;
        }
        let title_line = line.trim_matches(['#', '*', '_', ' ']);
        self.found.title = Some(title_line.split_whitespace().collect::<Vec<_>>().join(" "));
        self.sentences(title, Section::Required, true);
        let mut head = 1;
        while let Some(next) = items.get(head) {
            let between = &self.text[items[head - 1].bytes.end..next.bytes.start];
            let line = &self.text[next.bytes.clone()];
            let short = words[head].len() <= 8 && !next.bullet && !line.ends_with('.');
            let heading = self.reader.headings.section(&words[head], line).is_some();
            let apart = between.matches('\n').count() != 1;
            let colon = words[head].iter().position(|word| word.colon);
            let label = colon.and_then(|at| self.reader.headings.label(&words[head][..at]));
            let wanted = label.is_some_and(|opened| opened != Section::Aside)
                || self.asks_for_something(&words[head]);
            if head > 3 || !short || heading || apart || wanted {
                break;
            }
            head += 1;
        }
        head
    }

    /// Whether a line says in so many words that something is wanted.
    fn asks_for_something(&self, words: &[Word<'_>]) -> bool {
        let found = self.reader.vocabulary.find(words);
        let wishes = [Cue::RequiredAfter, Cue::RequiredBefore, Cue::NiceBefore, Cue::Has];
        found.iter().any(|found| wishes.iter().any(|&cue| found.what == Meaning::Cue(cue)))
    }

    /// Reads an item; returns the section that the next one is in.
    fn item(&mut self, item: &Item, words: &[Word<'_>], section: Section) -> Section {
        let line = &self.text[item.bytes.clone()];
        let heading = self.reader.headings.section(words, line);
        if let Some(opened) = heading.filter(|_| !item.bullet || line.ends_with(':')) {
            if opened == Section::Nice && words.iter().any(|word| word.folded == "desired") {
                return self.desired;
            }
            return opened;
        }
        let section = match section {
            Section::Aside if !item.bullet && self.reader.headings.returns(words) => Section::Lead,
            other => other,
        };
        // A label opens a section for its own item; in running text for what follows as well.
        let mut here = section;
        let mut lasting = section;
        let mut from = 0;
        let mut begin = 0;
        for at in 1..words.len() {
            if words[at - 1].join >= Join::Sentence {
                begin = at - 1;
            }
            if !words[at].colon {
                continue;
            }
            let headings = &self.reader.headings;
            let tail =
                || headings.tail(&words[begin..at]).map(|(count, opened)| (at - count, opened));
            let label = |from: usize| headings.label(&words[from..at]).map(|opened| (from, opened));
            // `Must: Python, preferred: Scala`
            let part = (begin + 1..at).rev().find(|&part| words[part].join >= Join::Comma);
            let part = part.filter(|&part| words[part].folded != "but");
            let label = part.and_then(label).or_else(|| label(begin));
            let Some((label, opened)) = label.or_else(tail) else { continue };
            self.sentences(&words[from..label], here, false);
            self.sentences(&words[label..at], opened, false);
            from = at;
            begin = at;
            here = opened;
            if !item.bullet && opened != Section::Aside {
                lasting = opened;
            }
        }
        let end = self.sentences(&words[from..], here, false);
        if end == here || item.bullet { lasting } else { end }
    }

    /// Running text that has lost its line ends: sentences that are headings, or end in one. Where
    /// that begins, and what it opens.
    fn run_on(&self, words: &[Word<'_>]) -> Option<(usize, Section)> {
        const SHORT: usize = 6;
        let (first, last) = (words.first()?, words.last()?);
        let line = &self.text[first.at..last.end()];
        // A bullet or, where line ends are lost, the next word at once.
        let behind = &self.text[last.end()..];
        let followed = behind.starts_with(char::is_alphanumeric)
            || behind.trim_start().starts_with(['\u{2022}', '\u{b7}', '\u{25cf}', 'o']);
        if !followed {
            return None;
        }
        let headings = &self.reader.headings;
        let whole = headings.section(words, line).filter(|_| words.len() <= SHORT);
        let tail = || headings.tail(words).map(|(count, section)| (words.len() - count, section));
        whole.map(|section| (0, section)).or_else(tail)
    }

    /// Reads sentence by sentence; returns the section at the end.
    fn sentences(&mut self, words: &[Word<'_>], mut section: Section, title: bool) -> Section {
        let mut from = 0;
        for to in 1..=words.len() {
            let ends = to == words.len() || words[to].join >= Join::Sentence;
            if ends || to - from == SENTENCE {
                let opened = self.run_on(&words[from..to]).filter(|_| !title);
                let end = opened.map_or(to, |(begin, _)| from + begin);
                if end > from && self.sentence(&words[from..end], section, title) {
                    section = Section::Nice;
                }
                section = opened.map_or(section, |(_, opened)| opened);
                from = to;
            }
        }
        section
    }

    /// Reads a sentence; whether what follows it is welcome only.
    fn sentence(&mut self, words: &[Word<'_>], section: Section, title: bool) -> bool {
        let sentence = Sentence::new(words, self.reader.vocabulary.find(words), section);
        self.found.named.extend(sentence.named(self.reader.kb));
        if !title && !sentence.is_about_the_post() {
            return false;
        }
        let degrees = facts::degrees(words);
        let fields = facts::fields(words, &degrees, &sentence.found);
        // A short item that begins with a degree asks for it, whatever the heading.
        let headed = words.len() <= TITLE && degrees.first().is_some_and(|&(at, _)| at <= 1);
        if !title && (headed || sentence.speaks_of_the_post()) {
            self.facts(&sentence, &degrees, &fields);
        }
        let mentions = sentence.mentions(self.reader.kb, &fields);
        let mut lists: BTreeMap<usize, Want> = BTreeMap::new();
        for mention in &mentions {
            let words = self.shown(words, mention.first..mention.last + 1);
            let proof = (sentence.words[mention.first].at, words);
            let wanted = (mention.strength, mention.level);
            self.found.add(mention.competency, wanted, proof, mention.group.is_none());
            if let Some(group) = mention.group {
                let list = Want { strength: mention.strength, any: Skills::new() };
                let list = lists.entry(group).or_insert(list);
                list.strength = list.strength.max(mention.strength);
                list.any.insert(mention.competency, mention.level.unwrap_or(Level::Working));
            }
        }
        lists.into_values().for_each(|list| self.found.add_list(list));
        mentions.is_empty() && sentence.introduces_wishes()
    }

    fn facts(
        &mut self,
        sentence: &Sentence<'_, '_>,
        degrees: &[(usize, Degree)],
        fields: &[Range<usize>],
    ) {
        let words = sentence.words;
        let names = sentence.names(self.reader.kb);
        let all: Vec<usize> = degrees.iter().map(|&(at, _)| at).collect();
        for &(at, degree) in degrees.iter().filter(|&&(at, _)| !sentence.is_denied(at, at)) {
            let ask = DegreeAsk {
                degree,
                strength: sentence.strength_at(&names, at, &all),
                at: words[at].at,
                words: self.shown(words, at..at + 1),
            };
            self.found.degrees.push(ask);
        }
        for range in fields.iter().filter(|range| !range.is_empty()) {
            let fields = self.shown(words, range.clone());
            if !self.found.fields.iter().any(|known| known.eq_ignore_ascii_case(&fields)) {
                self.found.fields.push(fields);
            }
        }
        let listed = matches!(sentence.section, Section::Required | Section::Nice);
        if let Some((range, least)) = facts::years(words, listed) {
            let strength = sentence.strength_at(&names, range.start, &[]);
            let counts = self.found.years.as_ref().is_none_or(|known| {
                (strength, Reverse(least)) > (known.strength, Reverse(known.least))
            });
            if counts {
                self.found.years = Some(Years {
                    least,
                    strength,
                    at: words[range.start].at,
                    words: self.shown(words, range),
                });
            }
        }
    }

    /// Words as they stand in the text, on one line.
    fn shown(&self, words: &[Word<'_>], range: Range<usize>) -> String {
        let text = &self.text[words[range.start].at..words[range.end - 1].end()];
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
