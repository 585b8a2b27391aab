//! Whether a text is in English. In another language names are found, but what is said about them
//! is not understood.

use std::collections::HashMap;

use itertools::Itertools as _;

use crate::advert::lexicon::FUNCTION_WORDS;

/// Fewer function words than these prove nothing.
const FEW: usize = 5;

/// Whether English has at least as many of the function words as any other language, or there are
/// too few to tell.
pub fn is_english(text: &str) -> bool {
    let counts = text.split(|c: char| !c.is_alphabetic()).counts_by(str::to_lowercase);
    let mut said: HashMap<&str, usize> = HashMap::new();
    for (language, word) in FUNCTION_WORDS.phrases() {
        *said.entry(language).or_default() += counts.get(word).unwrap_or(&0);
    }
    let english = said.remove("english");
    let other = said.into_values().max();
    other < Some(FEW) || english >= other
}

#[cfg(test)]
mod tests {
    use super::is_english;

    #[test]
    fn tells_english_from_its_neighbours() {
        let german = "Wir suchen für unser Team eine Person mit Erfahrung in Python und SQL. Du \
                      arbeitest mit der Cloud und bringst das Wissen auf den neuesten Stand, oder \
                      du lernst es bei uns.";
        let french = "Nous cherchons une personne pour les projets de notre équipe, avec Python et \
                      SQL, dans une entreprise où vous êtes libre, et des outils sur le cloud.";
        assert!(!is_english(german) && !is_english(french));
        assert!(is_english("We look for a person with Python and SQL. You work with the cloud."));
        assert!(is_english("Python, SQL, R, Docker, Kubernetes, Airflow, Spark, en, de, la"));
        assert!(is_english(""));
    }
}
