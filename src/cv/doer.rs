//! Whose work it is that a line names: the writer's, or other people's.
//!
//! A CV leaves out its subject: "Built reports in SQL" is the writer's. Others begin where a clause
//! has a subject of its own ("the platform team runs Kafka", "they"), where people are said to do
//! something ("a team that runs Kafka", "run by a vendor"), and where the writer leads them. A new
//! clause, an "I", or after leading a verb of the writer's own, ends it.

use crate::advert::Named;
use crate::advert::spelling::normalize;
use crate::advert::token::{Boundary, Token};
use crate::cv::lexicon::{Cue, LEXICON};
use crate::cv::statement::Statement;

/// The most words between an article and the people to whom it belongs.
const PHRASE: usize = 7;

/// Who does what a token speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doer {
    Writer,
    Others,
    /// The writer used what others run: "on a cluster that another team operates".
    Lender,
}

/// Who acts at a place of the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    Writer,
    Others,
    /// People whom the writer leads: a verb of the writer's own ends it.
    Led,
}

impl Statement<'_, '_> {
    /// Who does what is named.
    pub fn doer(&self, name: &Named, doers: &[Doer]) -> Doer {
        let is_others = self.is_attached(name)
            || self.is_called_so(name)
            || self.is_of_the_employer(name)
            || self.is_of_a_school(name)
            || self.is_owned(name);
        if is_others { Doer::Others } else { doers[name.first] }
    }

    /// For each token who does what it speaks of.
    pub fn doers(&self) -> Vec<Doer> {
        let mut doers = vec![Doer::Writer; self.tokens.len()];
        // One for each bracket that is open.
        let mut turns = vec![Turn::Writer];
        for (at, token) in self.tokens.iter().enumerate() {
            let around = *turns.last().unwrap_or(&Turn::Writer);
            turns.resize(token.depth + 1, around);
            let before = turns[token.depth];
            let turn = if token.boundary >= Boundary::Clause { Turn::Writer } else { before };
            let turn = self.turn(at, turn);
            turns[token.depth] = turn;
            if turn != Turn::Writer {
                doers[at] = Doer::Others;
            }
            if turn == Turn::Others && before != turn {
                self.look_back(at, &mut doers);
            }
        }
        doers
    }

    /// Who acts from a token on.
    fn turn(&self, at: usize, before: Turn) -> Turn {
        let token = &self.tokens[at];
        let opens = self.opens(at);
        let is_others =
            || token.text == "others" && self.tokens.get(at + 1).is_some_and(|next| is_verb(next));
        let is_they = (LEXICON.they.has(token) || is_others()) && !self.is_part_of_a_name(at);
        match before {
            _ if token.text == "I" || token.is("ich myself") => Turn::Writer,
            _ if is_they || self.is_said_of_people(at) => Turn::Others,
            _ if opens && (self.has_subject(at) || self.has_owned_subject(at)) => Turn::Others,
            // `two interns, one of whom built`
            _ if token.is("whom deren") || opens && self.is_somebody(at) => Turn::Others,
            // `The desk has a group; its model`
            _ if at > 0 && token.boundary == Boundary::Clause && token.is("its their") => {
                Turn::Others
            }
            _ if self.is_passive(at) || self.is_label_of_people(at) => Turn::Others,
            // `Technical lead of five developers`
            Turn::Writer | Turn::Led
                if (opens || self.opens(at.saturating_sub(1))) && self.leads(at) =>
            {
                Turn::Led
            }
            Turn::Led if opens && is_verb(token) => Turn::Writer,
            turn => turn,
        }
    }

    /// Whether a subject or a verb may begin here.
    fn opens(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        // `Helped the owner choose`
        let behind =
            |at: usize| LEXICON.joins.has(&self.tokens[at]) || LEXICON.helps.has(&self.tokens[at]);
        at == 0 || token.boundary >= Boundary::Comma || behind(at - 1)
    }

    fn is_part_of_a_name(&self, at: usize) -> bool {
        self.named.iter().any(|name| (name.first..=name.last).contains(&at))
    }

    /// `The data science team uses`, `Customers did`, `My brother set up`: people, and behind them
    /// what they do.
    fn has_subject(&self, at: usize) -> bool {
        let Some(people) = self.people(at) else { return false };
        // Where nouns are capitalized, or verbs have endings of their own.
        let is_glossed = [at, people].iter().any(|&at| is_glossed(&self.tokens[at]));
        let is_determined = LEXICON.determiner.has(&self.tokens[at]);
        let is_doing = |verb: &Token<'_>| {
            is_verb(verb) || is_glossed || is_determined && verb.text.ends_with('s')
        };
        let is_filler = |next: &&Token<'_>| -> bool {
            next.boundary == Boundary::Space
                && (next.is_capitalized() && next.text.len() > 1
                    || next.is("then also still now only always already mostly next door"))
        };
        let mut behind = self.tokens[people + 1..].iter().peekable();
        // `The engineers of the platform team moved`
        if behind.next_if(|next| next.is("of from") || next.is("in") && next.text == "im").is_some()
        {
            while behind
                .next_if(|next| {
                    let is_called = next.is_capitalized() || LEXICON.people.has(next);
                    next.boundary == Boundary::Space && (is_called || LEXICON.determiner.has(next))
                })
                .is_some()
            {}
        }
        // `A student, J. Lee, has written`
        let is_apposed = behind
            .peek()
            .is_some_and(|next| next.boundary == Boundary::Comma && next.is_capitalized());
        while behind.next_if(|next| is_apposed && next.is_capitalized()).is_some() {}
        while behind.next_if(is_filler).is_some() {}
        // `I did the page, my team-mates the models`
        let is_elided = at > 0 && self.tokens[at].is("my the") && is_determined;
        if is_elided && behind.peek().is_some_and(|next| next.is("the")) {
            return true;
        }
        behind.next().is_some_and(|verb| {
            (verb.boundary == Boundary::Space || is_apposed)
                && verb.text.starts_with(char::is_lowercase)
                && !LEXICON.binds.has(verb)
                && is_doing(verb)
        })
    }

    /// The last word of a noun phrase that begins at a token, if it is about people who are not the
    /// writer: with an article or a number, in the plural, or a team. "Data analyst" is the writer.
    fn people(&self, at: usize) -> Option<usize> {
        let is_determined = LEXICON.determiner.has(&self.tokens[at]);
        let phrase = (at..self.tokens.len().min(at + PHRASE)).take_while(|&next| {
            let token = &self.tokens[next];
            let is_inner = next == at || token.boundary <= Boundary::Slash;
            is_inner && !LEXICON.binds.has(token) && !(next == at && is_verb(token))
        });
        let is_people = |next: &usize| {
            let token = &self.tokens[*next];
            LEXICON.people.has(token) && !token.text.contains(['\'', '\u{2019}'])
        };
        let people = phrase.skip_while(|next| !is_people(next)).take_while(is_people);
        let last = people.last()?;
        let is_foreign =
            is_determined || self.are_several(last) || LEXICON.outsider.has(&self.tokens[last]);
        is_foreign.then_some(last)
    }

    /// Whether people are in the plural, or a team.
    pub fn are_several(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let is_plural = token.text.to_lowercase() != token.normalized && !token.text.contains('\'');
        LEXICON.people.has(token) && (is_plural || LEXICON.group.has(token))
    }

    /// What is said of people: `engineers who run`, `a team running`, `my friend, who`.
    fn is_said_of_people(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let is_ing = || token.normalized.ends_with("ing") && token.boundary == Boundary::Space;
        // `científicos de datos que`
        let is_people = |at: &usize| LEXICON.people.has(&self.tokens[*at]);
        let is_of = |at: usize| at > 0 && self.tokens[at - 1].is("of de");
        let near = at.checked_sub(1);
        let far = at.checked_sub(3).filter(|_| is_of(at - 1));
        let Some(people) = near.into_iter().chain(far).find(is_people) else { return false };
        let is_foreign = || {
            self.are_several(people)
                || (people.saturating_sub(4)..people).any(|before| {
                    LEXICON.determiner.has(&self.tokens[before]) && !self.tokens[before].is("a an")
                })
        };
        (LEXICON.who.has(token) || is_ing() && self.are_several(people)) && is_foreign()
    }

    /// `run by the platform team`, at "by".
    fn is_passive(&self, at: usize) -> bool {
        // What is used by others may be made by the writer.
        let is_done = |at: usize| {
            is_participle(&self.tokens[at]) && !self.tokens[at].is("used read seen loved")
        };
        let is_near = || {
            (self.clause(at).start..at).rev().take(4).find(|&at| is_participle(&self.tokens[at]))
        };
        self.tokens[at].is("by von")
            && is_near().is_some_and(is_done)
            && (at + 1..self.tokens.len().min(at + 1 + PHRASE))
                .take_while(|&next| self.tokens[next].boundary <= Boundary::Slash)
                .take_while(|&next| !LEXICON.binds.has(&self.tokens[next]))
                .any(|next| {
                    let token = &self.tokens[next];
                    // `by S. Lee`
                    let is_initial = next == at + 1
                        && token.text.len() == 1
                        && token.text.starts_with(char::is_uppercase);
                    LEXICON.people.has(token) || token.is("engineering") || is_initial
                })
    }

    /// `Managed four squads`, `Responsible for a team`, `Sponsored the move`: the work is not the
    /// writer's.
    fn leads(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        if LEXICON.sponsors.has(token) {
            return true;
        }
        let behind = at + 1..self.tokens.len().min(at + 1 + PHRASE);
        let mut phrase = behind.take_while(|&next| {
            let token = &self.tokens[next];
            let holds = token.is("of for von und and") || !LEXICON.binds.has(token);
            token.boundary <= Boundary::Slash && holds
        });
        LEXICON.leads.has(token)
            && phrase.any(|next| self.are_several(next) || LEXICON.thesis.has(&self.tokens[next]))
    }

    /// What others do was named before them: all of a passive ("models were written by a firm"), or
    /// what directly stands before ("on a cluster that another team runs", "Airflow, run by a
    /// vendor").
    fn look_back(&self, at: usize, doers: &mut [Doer]) {
        let is_passive = self.is_passive(at);
        let is_lent = at > 0 && self.tokens[at - 1].is("that which das die der");
        if !is_passive && !is_lent {
            return;
        }
        let depth = self.tokens[at].depth;
        let is_whole = is_passive && (at.saturating_sub(4)..at).any(|be| self.tokens[be].is(BE));
        let first = self.clause(at).start;
        // `a cluster that another team runs` is used, `a chatbot that a vendor built` is not.
        let mut behind = self.tokens[at..].iter().take(2 * PHRASE);
        let is_made =
            is_passive || behind.any(|token| LEXICON.making.has(token) || token.is("deliver"));
        let doer = if is_made { Doer::Others } else { Doer::Lender };
        let verb = (first..at).rev().find(|&verb| is_participle(&self.tokens[verb])).unwrap_or(at);
        if is_passive {
            doers[verb..at].fill(Doer::Others);
        }
        let from = if is_passive { verb } else { at - 1 };
        for back in (first..from).rev() {
            let token = &self.tokens[back];
            let ends = LEXICON.binds.has(token) && !token.is("and or of und oder")
                || is_verb(token) && self.opens(back);
            if token.depth < depth || !is_whole && token.depth == depth && ends {
                break;
            }
            if doers[back] == Doer::Writer {
                doers[back] = doer;
            }
        }
    }

    /// `two Java developers`, `the Kafka platform team`: the name is part of what people are
    /// called. Of a list, `the Kafka, Spark and SQL teams`, only behind an article.
    fn is_attached(&self, name: &Named) -> bool {
        let is_in_list = |at: usize| self.is_part_of_a_name(at) || self.tokens[at].is("and or und");
        let first = (0..=name.first).rev().take_while(|&at| is_in_list(at)).last();
        let is_determined = first
            .and_then(|first| first.checked_sub(1))
            .is_some_and(|before| LEXICON.determiner.has(&self.tokens[before]));
        let widest = if is_determined { Boundary::Comma } else { Boundary::Slash };
        let mut fillers = 0;
        let mut behind = (name.last + 1..self.tokens.len()).take_while(|&at| {
            let token = &self.tokens[at];
            let is_called = is_in_list(at) || LEXICON.people.has(token);
            let is_filler = !is_called
                && token.boundary == Boundary::Space
                && !LEXICON.binds.has(token)
                && !is_verb(token);
            fillers += usize::from(is_filler);
            token.boundary <= widest && (is_called || is_filler && fillers <= 1)
        });
        behind.any(|at| self.are_several(at) && !self.is_part_of_a_name(at))
    }

    /// Whether the sentence is about the employer.
    fn is_of_the_employer(&self, name: &Named) -> bool {
        let clause = self.clause(name.first);
        self.cues.iter().any(|cue| cue.what == Cue::Company && clause.contains(&cue.first))
    }

    /// Whether it is the name of something else: `Project Spark`, `Snowflake Ice Cream Ltd`,
    /// `engineer at Databricks`.
    fn is_called_so(&self, name: &Named) -> bool {
        let is_next = |at: usize| self.tokens[at].boundary == Boundary::Space;
        let before = |back: usize| name.first.checked_sub(back).map(|at| &self.tokens[at]);
        let is_titled = is_next(name.first)
            && (before(1).is_some_and(|word| LEXICON.called.has(word))
                || before(1).is_some_and(|at| at.is("at chez"))
                    && before(2).is_some_and(|post| LEXICON.works.has(post)));
        let mut behind = (name.last + 1..self.tokens.len()).take(4).take_while(|&at| {
            is_next(at) && self.tokens[at].is_capitalized() && !self.is_part_of_a_name(at)
        });
        is_titled || behind.any(|at| LEXICON.firm.has(&self.tokens[at]))
    }

    /// Whether it is part of the name of a school: `Institute of Machine Learning`.
    fn is_of_a_school(&self, name: &Named) -> bool {
        let before =
            (0..name.first).rev().take_while(|&at| self.tokens[at + 1].boundary < Boundary::Comma);
        let mut before = before.take(6);
        before.any(|at| {
            LEXICON.school.has(&self.tokens[at])
                && self.tokens.get(at + 1).is_some_and(|next| next.is("of for fur"))
        })
    }
}

const BE: &str = "is are was were been be being wurde wurden";

/// Whether a word may be what the writer did: `Built`, `cleaned`.
pub fn is_verb(token: &Token<'_>) -> bool {
    let word = token.normalized.as_str();
    LEXICON.verb.has(token)
        || LEXICON.leads.has(token)
        || word.len() > 4 && word.ends_with("ed") && !token.hyphenated
}

/// Whether a word of another language is compared by an English one.
pub fn is_glossed(token: &Token<'_>) -> bool {
    token.normalized != normalize(token.text)
}

fn is_participle(token: &Token<'_>) -> bool {
    token.normalized.ends_with("ed") || LEXICON.done.has(token)
}
