//! Web pages and pieces of them: their text without tags, scripts and what stands around it.

use html5gum::{Token, Tokenizer};

use crate::extract::page::Reading;
use crate::extract::walker::Walker;

/// Reads a page, or a piece of one.
pub fn read(html: &str) -> Reading {
    let mut walker = Walker::default();
    walker.feed(html);
    let reading = walker.finish();
    if !reading.text.is_empty() {
        return reading;
    }
    // All of it stands in what is left out of others, or behind a tag that is never closed.
    let mut walker = Walker::of_all();
    walker.feed(html);
    Reading { text: walker.finish().text, ..reading }
}

/// The text with its entities (`&amp;`) as characters.
pub fn entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for Ok(token) in Tokenizer::new(&text.replace('<', "&lt;")) {
        if let Token::String(text) = token {
            out += &String::from_utf8_lossy(&text);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Reading, entities, read};

    fn text(html: &str) -> String {
        read(html).text
    }

    #[test]
    fn a_page_is_read_without_its_frame() {
        let page = "<!doctype html><html><head><title>Pipeline Engineer | Otterworks</title>\
            <style>.sql{}</style><script>let java = '<p>Java</p>';</script></head><body>\
            <nav><a href='/'>Kafka</a></nav><header><div>Scala</div></header>\
            <main><h1 class=\"rust\">Pipeline Engineer</h1><p>We mend <b>pipes</b>.</p>\
            <h3>You bring</h3><ul class='go'><li><p>Python</p></li><li>SQL<br>R</li></ul>\
            <div style='display: none'><div>Hadoop</div>Hive</div><p hidden>Perl<p>Git</main>\
            <footer>Ruby</footer></body></html>";
        let Reading { title, text, data } = read(page);
        assert_eq!(title.as_deref(), Some("Pipeline Engineer"));
        let lines =
            "# Pipeline Engineer\n\nWe mend pipes.\n\n### You bring\n\n- Python\n- SQL\nR\n\nGit";
        assert_eq!(text, lines);
        assert!(data.is_empty());
    }

    #[test]
    fn pieces_on_one_line_are_read() {
        assert_eq!(
            text("<b>Musts</b><br>&bull; SQL<br/>&bull; C&#43;&#43;"),
            "### Musts\n\n- SQL\n- C++"
        );
        assert_eq!(text("<ul><li><strong>Musts</strong><ul><li>R</ul></ul>"), "### Musts\n\n- R");
        assert_eq!(text("<p>One</p><p>two &amp; three</p>"), "One\n\ntwo & three");
        assert_eq!(text("<div>A post.\n\n- SQL\n- R</div>"), "A post.\n\n- SQL\n- R");
        assert_eq!(text("<form><button>Apply</button>SQL</form>"), "SQL");
        assert_eq!(text("<footer>All of it</footer>"), "All of it");
    }

    #[test]
    fn what_stands_in_a_column_belongs_to_it() {
        let heads = "<table><tr><th>Must</th><th>Nice</th></tr>";
        let cells = "<tr><td><ul><li>SQL<li>R</ul></td><td>Go</td></tr></table>";
        assert_eq!(text(&format!("{heads}{cells}")), "### Must\n\n- SQL\n- R\n\n### Nice\n\n- Go");
        let ticks = "<table><tr><th>Skill</th><th>Must</th><th>Nice</th></tr>\
            <tr><td>SQL<td>x<td></tr><tr><td>R<td><td>x</tr></table>";
        assert_eq!(text(ticks), "### Skill\n\n- SQL\n- R\n\n### Must\n\n- SQL\n\n### Nice\n\n- R");
        let rated = "<table><tr><th>Skill<th>Need</tr><tr><td>SQL<td>must</tr>\
            <tr><td>R<td>must</tr><tr><td>Go<td>nice</tr></table>";
        assert_eq!(text(rated), "- SQL: must\n- R: must\n- Go: nice");
        let looks = "<table><tr><td><h2>Post</h2><p>All of the text.</p></td></tr></table>";
        assert_eq!(text(looks), "## Post\n\nAll of the text.");
    }

    #[test]
    fn data_for_machines_is_kept_apart() {
        let page = "<script type='application/ld+json'>{\"a\": \"<p>\"}</script><p>SQL</p>";
        assert_eq!(
            (read(page).data, text(page)),
            (vec!["{\"a\": \"<p>\"}".to_owned()], "SQL".to_owned())
        );
    }

    #[test]
    fn any_depth_is_read() {
        for tag in ["div", "table", "ul", "li", "b", "p", "nav", "td", "header"] {
            let open = format!("<{tag}>").repeat(20_000);
            read(&open);
            read(&format!("{open}SQL{}", format!("</{tag}>").repeat(20_000)));
        }
    }

    #[test]
    fn entities_are_characters() {
        assert_eq!(entities("R&amp;D &lt; &nbsp;<b> &eacute; &bull;"), "R&D < \u{a0}<b> é •");
    }
}
