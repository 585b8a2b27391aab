//! Whether a text is in English. In another language names are found, but what is said about them
//! is not understood.

use std::collections::HashMap;

/// The most common function words of each language.
const ENGLISH: &str = "the and of to with for you we our your is are will this that have";
const OTHERS: [&str; 7] = [
    // German
    "und der das mit für wir auf eine ist sie zu von oder deine ihre bei",
    // French
    "et les des une pour avec nous vous dans sur est ou votre nos du",
    // Spanish
    "y los las con para una del por en que nuestro tus como el",
    // Portuguese
    "os uma com para em não você nossa seu ou dos da",
    // Italian
    "il di che per con una del della gli nostro sei nel",
    // Dutch
    "het een van voor met wij je onze en aan zijn jouw",
    // Polish
    "w z na oraz do jest dla lub nasz twoje się",
];

/// Fewer function words than these prove nothing.
const FEW: usize = 5;

/// Whether English has at least as many of the function words as any other language, or there are
/// too few to tell.
pub fn is_english(text: &str) -> bool {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
        *counts.entry(word.to_lowercase()).or_default() += 1;
    }
    let count = |words: &str| -> usize {
        words.split_whitespace().map(|word| counts.get(word).copied().unwrap_or(0)).sum()
    };
    let most = OTHERS.map(count).into_iter().max();
    most < Some(FEW) || Some(count(ENGLISH)) >= most
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
