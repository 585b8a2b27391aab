//! Marks of skill: bars, points, shares.

/// A mark at the beginning of a text, as a share of the best, with its words.
pub fn rating(text: &str) -> Option<(f64, String)> {
    const FULL: [char; 7] = ['●', '★', '⬤', '■', '█', '◆', '•'];
    const EMPTY: [char; 7] = ['○', '☆', '◯', '□', '░', '◇', '·'];
    let shown = text.trim_start_matches([' ', ':', '(', ')', ',', '-', '–', '—', '\t', '|']);
    let bar = shown.find(|c: char| !FULL.contains(&c) && !EMPTY.contains(&c) && c != ' ');
    let bar = shown[..bar.unwrap_or(shown.len())].trim();
    let full = bar.matches(FULL).count();
    let all = full + bar.matches(EMPTY).count();
    if all >= 3 {
        return Some((full as f64 / all as f64, bar.to_owned()));
    }
    let digits = shown.find(|c: char| !c.is_ascii_digit())?;
    let given: f64 = shown[..digits].parse().ok()?;
    let rest = shown[digits..].trim_start();
    if rest.starts_with('%') {
        return Some((given / 100.0, format!("{given} %"))).filter(|(share, _)| *share <= 1.0);
    }
    let best = rest.strip_prefix(['/'])?.trim_start();
    let end = best.find(|c: char| !c.is_ascii_digit()).unwrap_or(best.len());
    let best: f64 = best[..end].parse().ok().filter(|best| (3.0..=10.0).contains(best))?;
    (given <= best).then(|| (given / best, format!("{given}/{best}")))
}
