//! Plan -> DOT for Graphviz: a cluster for each section, what waits to the right of what it waits
//! for, and the reason of each step as its tooltip.
//!
//! Quoted strings of DOT are escaped twice over: `\N` and the like stand for names, and entities as
//! in HTML for characters (Graphviz, "The DOT Language" and "escString").

use std::fmt::Write as _;

use itertools::Itertools as _;

use crate::knowledge::vocabulary::Section;
use crate::render::plan::graph::{Edge, FINISHED, Graph, LEGEND, Node, State, fill};
use crate::render::wrap::wrap;
use crate::view::plan::PlanView;

/// Columns of a title: few enough that graphs of many steps stay narrow.
const WIDTH: u16 = 30;

/// Attributes of the whole graph, its nodes and its edges.
const STYLE: &str = r##"  graph [rankdir=LR, newrank=true, nodesep=0.15, ranksep=0.5];
  graph [labelloc=t, fontname="Helvetica,Arial,sans-serif"];
  node [shape=box, style="filled,rounded", fontname="Helvetica,Arial,sans-serif", fontsize=11];
  edge [color="#6b6b6b", arrowsize=0.7];
"##;

/// Of what is critical.
const CRITICAL: &str = "color=\"#b3261e\", penwidth=3";

pub fn draw(view: &PlanView) -> String {
    let graph = Graph::of(view);
    let mut out = format!("digraph plan {{\n{STYLE}");
    let title = wrap(&graph.title, 3 * WIDTH, "") + LEGEND;
    let _ = writeln!(out, "  label={};", quoted(title.lines()));
    for (section, nodes) in &graph.sections {
        let _ = writeln!(out, "  subgraph cluster_{section} {{");
        let _ = writeln!(out, "    label={}; color=\"#b8b8b8\";", quoted([section.to_string()]));
        for node in nodes {
            let _ = writeln!(out, "    {} [{}];", name(node.id), attributes(*section, node));
        }
        out += "  }\n";
    }
    for Edge { from, to, critical } in &graph.edges {
        let style = if *critical { format!(" [{CRITICAL}]") } else { String::new() };
        let _ = writeln!(out, "  {} -> {}{style};", name(from), name(to));
    }
    out + "}\n"
}

/// The id of a step, which in quotes is no keyword.
fn name(id: &str) -> String {
    quoted([id])
}

fn attributes(section: Section, node: &Node) -> String {
    let fill = if node.state == State::Finished { FINISHED } else { fill(section) };
    let lines = wrap(&node.title, WIDTH, "") + &node.when;
    let label = format!("label={}, fillcolor=\"{fill}\"", quoted(lines.lines()));
    let critical = node.critical.then(|| CRITICAL.to_owned());
    let begun = (node.state == State::Begun).then(|| "style=\"filled,rounded,dashed\"".to_owned());
    let why = (!node.why.is_empty()).then(|| format!("tooltip={}", quoted([&node.why])));
    let url = node.url.as_ref().map(|url| format!("URL=\"{url}\""));
    [Some(label), critical, begun, why, url].into_iter().flatten().join(", ")
}

/// Lines as one string in quotes that is read as it stands.
fn quoted(lines: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    let escape = |line: &str| line.replace('\\', r"\\").replace('"', r#"\""#).replace('&', "&amp;");
    format!("\"{}\"", lines.into_iter().map(|line| escape(line.as_ref())).join(r"\n"))
}
