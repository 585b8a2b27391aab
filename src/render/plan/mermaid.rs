//! Plan -> a flowchart in Mermaid, as GitHub, GitLab and Obsidian draw it: a subgraph for each
//! section, what waits to the right of what it waits for, and links to the resources.
//!
//! Mermaid reads a text several times over: for comments and directives, as a diagram, as Markdown
//! and as HTML. So nodes are numbered, for an id may be a keyword, and of a text only letters,
//! digits and spaces are left as they are; all else is an entity of Mermaid.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::knowledge::vocabulary::{Keyword as _, Section};
use crate::render::plan::graph::{Edge, FINISHED, Graph, LEGEND, Node, State, fill};
use crate::view::plan::PlanView;

/// Room for many steps. Mermaid breaks titles into lines itself.
const CONFIG: &str = "\
---
config:
  flowchart:
    nodeSpacing: 12
    rankSpacing: 70
    padding: 8
    wrappingWidth: 260
    subGraphTitleMargin: {top: 4, bottom: 12}
---
";

/// Frames, and text that is dark on light, on a dark page too.
const LINES: &str = "stroke:#55606b,color:#1b1b1b";

/// The entity of a character of no width that no letter needs.
const NON_JOINER: &str = "#8204;";

/// The name of each node by the id of its step.
type Names<'a> = BTreeMap<&'a str, String>;

pub fn draw(view: &PlanView) -> String {
    let graph = Graph::of(view);
    let ids = graph.nodes().map(|node| node.id);
    let names: Names = ids.enumerate().map(|(at, id)| (id, format!("s{}", at + 1))).collect();
    let (title, legend) = (text(&graph.title), text(LEGEND));
    let mut out = format!("{CONFIG}flowchart LR\n    accTitle: {title}\n    accDescr: {legend}\n");
    for (section, nodes) in &graph.sections {
        out += &subgraph(*section, nodes, &names);
    }
    for Edge { from, to, critical } in &graph.edges {
        let arrow = if *critical { "==>" } else { "-->" };
        let _ = writeln!(out, "    {} {arrow} {}", names[from], names[to]);
    }
    let _ = writeln!(out, "    classDef finished fill:{FINISHED},{LINES}");
    out += "    classDef begun stroke-dasharray:6 4\n";
    out += "    classDef critical stroke:#b3261e,stroke-width:4px\n";
    for node in graph.nodes() {
        let name = &names[node.id];
        if node.state == State::Begun {
            let _ = writeln!(out, "    class {name} begun");
        }
        if node.critical {
            let _ = writeln!(out, "    class {name} critical");
        }
        if let Some(url) = &node.url {
            let _ = writeln!(out, "    click {name} href \"{url}\"");
        }
    }
    out
}

fn subgraph(section: Section, nodes: &[Node], names: &Names) -> String {
    let mut out = format!("    subgraph section-{section}[\"{section}\"]\n");
    for node in nodes {
        let (name, title, when) = (&names[node.id], text(&node.title), text(&node.when));
        let class = if node.state == State::Finished { "finished" } else { section.word() };
        let _ = writeln!(out, "        {name}[\"{title}<br/>{when}\"]:::{class}");
    }
    let _ = writeln!(out, "    end\n    style section-{section} fill:none,stroke:#8a8a8a");
    let _ = writeln!(out, "    classDef {section} fill:{},{LINES}", fill(section));
    out
}

/// The text in entities. Of what is decoded Mermaid takes `$$` for mathematics, `fa:fa-` for an
/// icon, `\n` for a new line, and `ﬂ°` with `¶ß` for an entity, unless something that cannot be
/// seen stands between.
fn text(text: &str) -> String {
    let shown = text.chars().map(|c| match c {
        '$' | ':' | '\\' | 'ﬂ' | '¶' => format!("#{};{NON_JOINER}", u32::from(c)),
        c if c.is_ascii() && !c.is_ascii_alphanumeric() && c != ' ' => {
            format!("#{};", u32::from(c))
        }
        c => c.to_string(),
    });
    // A space stands between as well.
    shown.collect::<String>().replace(&format!("{NON_JOINER} "), " ")
}
