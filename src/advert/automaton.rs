//! Many patterns of words, found in one walk over a text: a trie whose edges are words.
//!
//! A pattern is a row of words. `a|b` is one of these words, `deploy*` is every word that begins so,
//! `...` is up to [`GAP`] words, over commas and brackets too. Names go on across spaces, hyphens
//! and slashes only; nothing goes on across the end of a sentence.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use crate::advert::words::{Join, Word, fold, words};

/// Words that `...` spans at most.
pub const GAP: usize = 4;

/// A set of words that stands at one place of some pattern.
type Class = u32;

/// A position in the trie.
type Node = usize;

#[derive(Debug)]
pub struct Automaton<P> {
    /// The class of each way to write one place of a pattern.
    classes: HashMap<Vec<String>, Class>,
    of_word: HashMap<String, Vec<Class>>,
    /// By the first bytes that their words share.
    of_beginning: Vec<(String, Class)>,
    nodes: Vec<Step<P>>,
    /// Classes of words that were looked up: adverts are full of the same ones.
    seen: RefCell<HashMap<String, Rc<[Class]>>>,
}

/// What a node leads to.
#[derive(Debug)]
struct Step<P> {
    edges: BTreeMap<Class, Node>,
    gap: Option<Node>,
    ends: Vec<P>,
}

impl<P> Default for Step<P> {
    fn default() -> Self {
        Self { edges: BTreeMap::new(), gap: None, ends: Vec::new() }
    }
}

/// A pattern at its place: words `first..=last`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found<P> {
    pub first: usize,
    pub last: usize,
    pub what: P,
}

impl<P: Copy + PartialEq> Automaton<P> {
    pub fn new() -> Self {
        Self {
            classes: HashMap::new(),
            of_word: HashMap::new(),
            of_beginning: Vec::new(),
            nodes: vec![Step::default()],
            seen: RefCell::default(),
        }
    }

    /// Adds a plain name: its words, whatever they are.
    pub fn add_name(&mut self, name: &str, what: P) {
        let mut node = 0;
        for word in words(name, 0, |_| true) {
            let class = self.class(vec![word.folded]);
            node = self.follow(node, class);
        }
        self.end(node, what);
    }

    /// Adds a pattern.
    pub fn add(&mut self, pattern: &str, what: P) {
        let mut node = 0;
        for place in pattern.split_whitespace() {
            if place == "..." {
                let to = self.nodes[node].gap.unwrap_or_else(|| self.grow());
                self.nodes[node].gap = Some(to);
                node = to;
            } else if place.contains(['|', '*']) {
                let all = place.split('|').map(|word| match word.strip_suffix('*') {
                    Some(beginning) => format!("{}*", beginning.to_lowercase()),
                    None => fold(word),
                });
                let class = self.class(all.collect());
                node = self.follow(node, class);
            } else {
                for word in words(place, 0, |_| true) {
                    let class = self.class(vec![word.folded]);
                    node = self.follow(node, class);
                }
            }
        }
        self.end(node, what);
    }

    fn class(&mut self, mut all: Vec<String>) -> Class {
        all.sort();
        if let Some(&class) = self.classes.get(&all) {
            return class;
        }
        let class = self.classes.len() as Class;
        for word in &all {
            match word.strip_suffix('*') {
                Some(beginning) => self.of_beginning.push((beginning.to_owned(), class)),
                None => self.of_word.entry(word.clone()).or_default().push(class),
            }
        }
        self.classes.insert(all, class);
        class
    }

    fn follow(&mut self, node: Node, class: Class) -> Node {
        if let Some(&to) = self.nodes[node].edges.get(&class) {
            return to;
        }
        let to = self.grow();
        self.nodes[node].edges.insert(class, to);
        to
    }

    fn grow(&mut self) -> Node {
        self.nodes.push(Step::default());
        self.nodes.len() - 1
    }

    fn end(&mut self, node: Node, what: P) {
        let ends = &mut self.nodes[node].ends;
        if node != 0 && !ends.contains(&what) {
            ends.push(what);
        }
    }

    /// Whether some pattern has this very word.
    pub fn knows(&self, folded: &str) -> bool {
        self.of_word.contains_key(folded)
    }

    /// Every pattern wherever it occurs, in the order of first words. What can end at several places
    /// behind a gap ends at the first.
    pub fn find(&self, text: &[Word<'_>]) -> Vec<Found<P>> {
        let classes: Vec<Rc<[Class]>> =
            text.iter().map(|word| self.classes_of(&word.folded)).collect();
        let mut found = Vec::new();
        for first in 0..text.len() {
            let mut here = Vec::new();
            self.walk(text, &classes, (0, false), first, first, &mut here);
            here.sort_by_key(|&(found, gap): &(Found<P>, bool)| (found.last, gap));
            let before = found.len();
            for (one, gap) in here {
                let earlier = &found[before..];
                if !gap || !earlier.iter().any(|earlier: &Found<P>| earlier.what == one.what) {
                    found.push(one);
                }
            }
        }
        found
    }

    fn classes_of(&self, folded: &str) -> Rc<[Class]> {
        if let Some(seen) = self.seen.borrow().get(folded) {
            return Rc::clone(seen);
        }
        let mut classes = self.of_word.get(folded).cloned().unwrap_or_default();
        let beginning = |(beginning, _): &&(String, Class)| folded.starts_with(beginning.as_str());
        classes.extend(self.of_beginning.iter().filter(beginning).map(|&(_, class)| class));
        let classes: Rc<[Class]> = classes.into();
        self.seen.borrow_mut().insert(folded.to_owned(), Rc::clone(&classes));
        classes
    }

    /// Takes word `at` from a node, to which a gap has led or not, and goes on.
    fn walk(
        &self,
        text: &[Word<'_>],
        classes: &[Rc<[Class]>],
        (node, gap): (Node, bool),
        first: usize,
        at: usize,
        found: &mut Vec<(Found<P>, bool)>,
    ) {
        for &class in classes[at].iter() {
            let Some(&next) = self.nodes[node].edges.get(&class) else { continue };
            for &what in &self.nodes[next].ends {
                found.push((Found { first, last: at, what }, gap));
            }
            let following = text.get(at + 1).map(|word| word.join);
            if following.is_some_and(|join| join <= Join::Slash) {
                self.walk(text, classes, (next, gap), first, at + 1, found);
            }
            let Some(behind) = self.nodes[next].gap else { continue };
            for later in at + 1..=(at + 1 + GAP).min(text.len().saturating_sub(1)) {
                if text[later].join >= Join::Clause {
                    break;
                }
                self.walk(text, classes, (behind, true), first, later, found);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Automaton;
    use crate::advert::words::words;

    /// What is found, by first and last word.
    fn found(patterns: &[&str], text: &str) -> Vec<String> {
        let mut automaton = Automaton::new();
        patterns.iter().enumerate().for_each(|(number, pattern)| automaton.add(pattern, number));
        let words = words(text, 0, |_| true);
        let shown = automaton.find(&words).into_iter().map(|found| {
            let (first, last) = (&words[found.first], &words[found.last]);
            text[first.at..last.end()].to_owned()
        });
        shown.collect()
    }

    #[test]
    fn names_are_compared_without_case_number_and_hyphens() {
        let data = "Time-series, time\nseries and TIME SERIES; timeseries";
        assert_eq!(found(&["time series"], data), ["Time-series", "time\nseries", "TIME SERIES"]);
        assert_eq!(found(&["data pipeline"], "data pipelines"), ["data pipelines"]);
        assert_eq!(found(&["visualization"], "Visualisation"), ["Visualisation"]);
    }

    #[test]
    fn names_do_not_go_on_across_commas() {
        assert!(found(&["data mining"], "data, mining. Data. Mining").is_empty());
    }

    #[test]
    fn gaps_and_beginnings() {
        let pattern = ["deploy* ... model|models"];
        assert_eq!(found(&pattern, "deploying our (many) models"), ["deploying our (many) models"]);
        assert!(found(&pattern, "deploying. Models").is_empty());
        assert!(found(&pattern, "deploy a b c d e models").is_empty());
    }

    #[test]
    fn signs_belong_to_some_words() {
        assert_eq!(found(&["C++"], "C, C++, C#"), ["C++"]);
        assert_eq!(found(&["C#"], "C, C++, C#"), ["C#"]);
        assert_eq!(found(&[".NET"], "the net, .NET"), [".NET"]);
        assert_eq!(found(&["Node.js"], "node.js; NodeJS"), ["node.js", "NodeJS"]);
        assert!(found(&["R"], "our R&D").is_empty());
    }
}
