//! An advert as the market counts it: which kind of post it is, how senior, and what it asks for.

use crate::advert::glossary::Glossary;
use crate::advert::lexicon::TITLES;
use crate::advert::phrase_matcher::PhraseMatcher;
use crate::advert::token::Token;
use crate::advert::{Advert, Strength, Want};
use crate::knowledge::market::{Posting, Seniority};
use crate::knowledge::model::{Kb, Skills};

/// A post that requires at most this many years of experience is for beginners.
const ENTRY_YEARS: u32 = 1;

/// A post that requires at least this many years is a senior one.
const SENIOR_YEARS: u32 = 5;

/// The kind of a post whose title says nothing that the knowledge base knows.
const OTHER: &str = "other";

/// Knows posts by their titles.
pub struct Titles<'a> {
    kb: &'a Kb,
    glossary: Glossary,
    /// Each with its number in the knowledge base.
    posts: PhraseMatcher<usize>,
    seniorities: PhraseMatcher<Seniority>,
}

impl<'a> Titles<'a> {
    pub fn new(kb: &'a Kb) -> Self {
        let (mut posts, mut seniorities) = (PhraseMatcher::new(), PhraseMatcher::new());
        for (number, post) in kb.posts.iter().enumerate() {
            post.titles.iter().for_each(|phrase| posts.add_pattern(phrase, number));
        }
        for (&seniority, phrase) in TITLES.seniority.phrases() {
            seniorities.add_pattern(phrase, seniority);
        }
        let glosses = TITLES.glosses.with(kb.posts.iter().flat_map(|post| &post.translations));
        let glossary = Glossary::new(&TITLES.spelling, &glosses);
        Self { kb, glossary, posts, seniorities }
    }

    /// An advert with its title, of a month or of a year, as the market counts it.
    pub fn posting(&self, advert: &Advert, title: &str, month: String) -> Posting {
        let title = self.words(title);
        let (required, besides) = wants(advert)
            .into_iter()
            .partition::<Vec<_>, _>(|want| want.strength == Strength::Required);
        let skills = |wants: Vec<Want>| wants.into_iter().map(|want| want.any).collect();
        Posting {
            month,
            post: self.post(&title).to_owned(),
            seniority: self.seniority(&title, advert.required_years),
            requires: skills(required),
            names: skills(besides),
        }
    }

    fn words<'t>(&self, title: &'t str) -> Vec<Token<'t>> {
        self.glossary.tokenize(title, 0, |_| true)
    }

    fn post(&self, title: &[Token<'_>]) -> &str {
        let first = self.posts.find(title).into_iter().map(|found| found.what).min();
        first.map_or(OTHER, |number| &self.kb.posts[number].post)
    }

    /// What the title says, else what the years of experience say that are required. Of a title
    /// that says two things, the lower counts: an intern in a team of seniors.
    fn seniority(&self, title: &[Token<'_>], years: Option<u32>) -> Seniority {
        let said = self.seniorities.find(title).into_iter().map(|found| found.what).min();
        said.unwrap_or(match years {
            Some(..=ENTRY_YEARS) => Seniority::Entry,
            Some(SENIOR_YEARS..) => Seniority::Senior,
            _ => Seniority::Mid,
        })
    }
}

/// All that is wanted, without the lists of which one is wanted by itself at least as much.
fn wants(advert: &Advert) -> Vec<Want> {
    let mut wants = advert.wants(Strength::Duty);
    let alone: Vec<Want> = wants.iter().filter(|want| want.any.len() == 1).cloned().collect();
    let meets = |one: &Skills, any: &Skills| {
        one.iter()
            .any(|(competency, level)| any.get(competency).is_some_and(|least| level >= least))
    };
    wants.retain(|want| {
        let is_met = |one: &Want| one.strength >= want.strength && meets(&one.any, &want.any);
        want.any.len() == 1 || !alone.iter().any(is_met)
    });
    wants
}

#[cfg(test)]
mod tests {
    use super::{Advert, Seniority, Skills, Strength, Titles};
    use crate::advert::Reader;

    #[test]
    fn a_title_tells_the_kind_of_post() {
        let kb = crate::knowledge::load(None).unwrap();
        let titles = Titles::new(&kb);
        for (title, post) in [
            ("Machine Learning Engineer, Parcels", "ml-engineer"),
            ("AI/ML Engineer (Tides)", "ml-engineer"),
            ("Machine-Learning Engineer - GenAI Platform", "ml-engineer"),
            ("Computer Vision Engineer", "ml-engineer"),
            ("Software Engineer, Machine Learning", "ml-engineer"),
            ("MLOps Engineer", "mlops-engineer"),
            ("ML Platform Engineer", "mlops-engineer"),
            ("Site Reliability Engineer, Model Serving", "mlops-engineer"),
            ("AI Engineer", "llm-engineer"),
            ("Generative AI Developer", "llm-engineer"),
            ("Backend Engineer, AI Agents", "llm-engineer"),
            ("Software Engineer, AI", "software-engineer"),
            ("Full-Stack Engineer, AI Search", "software-engineer"),
            ("Data Scientist / ML Engineer", "data-scientist"),
            ("Data Science Intern", "data-scientist"),
            ("Business Intelligence Analyst", "data-analyst"),
            ("AI Data Engineer", "data-engineer"),
            ("Research Engineer, Language Models", "researcher"),
            ("Applied Scientist", "researcher"),
            ("AI Sales Engineer", "other"),
            ("Product Manager, Machine Learning", "other"),
            ("Solutions Engineer, AI", "other"),
            ("Datenwissenschaftler:in", "data-scientist"),
            ("Entwickler/in für maschinelles Lernen", "ml-engineer"),
            ("Ingénieur(e) Data", "data-engineer"),
            ("Analyste de données", "data-analyst"),
            ("Científico/a de Datos", "data-scientist"),
            ("Ingeniera de datos", "data-engineer"),
            ("Gardener", "other"),
            ("", "other"),
        ] {
            assert_eq!(titles.post(&titles.words(title)), post, "{title}");
        }
    }

    #[test]
    fn title_and_years_tell_the_seniority() {
        let kb = crate::knowledge::load(None).unwrap();
        let titles = Titles::new(&kb);
        for (title, years, seniority) in [
            ("Sr. ML Engineer", Some(1), Seniority::Senior),
            ("Vice President, Models", None, Seniority::Senior),
            ("Junior ML Engineer", Some(6), Seniority::Entry),
            ("New Grad Engineer, Lead Scoring", None, Seniority::Entry),
            ("Werkstudent (m/w/d) Data Science", None, Seniority::Entry),
            ("Stage - Data Scientist", None, Seniority::Entry),
            ("Prácticas en ciencia de datos", None, Seniority::Entry),
            ("ML Engineer", None, Seniority::Mid),
            ("ML Engineer", Some(0), Seniority::Entry),
            ("ML Engineer", Some(1), Seniority::Entry),
            ("ML Engineer", Some(2), Seniority::Mid),
            ("ML Engineer", Some(4), Seniority::Mid),
            ("ML Engineer", Some(5), Seniority::Senior),
        ] {
            let said = titles.seniority(&titles.words(title), years);
            assert_eq!(said, seniority, "{title} {years:?}");
        }
    }

    fn read(text: &str) -> Advert {
        let kb = crate::knowledge::load(None).unwrap();
        Reader::new(&kb).read(text)
    }

    #[test]
    fn the_most_years_that_are_required_count() {
        let advert = read(
            "Engineer\n\nRequirements\n- 6+ years of experience in software\n- 1 year of \
             experience with Python\n- 8+ years of experience in industry, including 2+ years \
             with models\n\nNice to have\n- 9 years of experience with SQL\n",
        );
        assert_eq!(advert.required_years, Some(8));
    }

    #[test]
    fn a_list_counts_only_where_none_of_it_is_wanted_by_itself() {
        let advert = read(
            "Engineer\n\nRequirements\n- Python or Java\n- Go or Rust programming\n- You know \
             Python well\n\nNice to have\n- Java or Scala\n",
        );
        let kb = crate::knowledge::load(None).unwrap();
        let posting = Titles::new(&kb).posting(&advert, "Engineer", "2026".to_owned());
        let sizes = |wants: &[Skills]| wants.iter().map(Skills::len).collect::<Vec<_>>();
        assert_eq!(sizes(&posting.requires), [1, 2]);
        assert_eq!(sizes(&posting.names), [2]);
        assert_eq!(advert.wants(Strength::Required).len(), 3);
    }
}
