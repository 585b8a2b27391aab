//! `market`.

use std::path::PathBuf;

use anyhow::{Result, bail};
use itertools::Itertools as _;

use crate::advert::Reader;
use crate::advert::collection::{self, Counted};
use crate::env::{Env, note, print};
use crate::failure::Refused;
use crate::knowledge::market::Market;
use crate::knowledge::market_file::written;
use crate::knowledge::model::Kb;
use crate::knowledge::text::{Count, List, check_month, clean};
use crate::render::{self, Format};
use crate::session::Session;
use crate::view::market::market_view;

const EXAMPLES: &str = concat!(
    "Examples:\n",
    "  mlpath market adverts/*.txt > market.yaml\n",
    "  mlpath market adverts.jsonl --sample 'Lisbon, January 2027, two boards' > market.yaml\n",
    "  mlpath plan --market market.yaml",
);

/// Make a market file of job adverts: what each asks for, without its words
///
/// Plans count the adverts that come with the program, unless --market or the profile names a file
/// of your own, such as the adverts of your city. It has one line for each advert: the month, the
/// kind of post by the title, how senior it is by the title and the years required, the
/// competencies that it requires and those that it names besides. No text, title, name or link is
/// in it.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Text files with one advert each, or `.jsonl` files with one object a line that has `title`,
    /// `text` and perhaps `posted`, a date; `-` is standard input
    #[arg(value_name = "ADVERT", required = true)]
    adverts: Vec<PathBuf>,

    /// Where the adverts are from, and what they do not stand for
    #[arg(long, value_name = "TEXT", value_parser = clean, default_value = SAMPLE)]
    sample: String,

    /// The month of adverts without a date, or their year [default: the month of today]
    #[arg(long, value_name = "YYYY-MM", value_parser = parse_month)]
    month: Option<String>,
}

const SAMPLE: &str = "Adverts that somebody collected, not a random sample.";

/// What the file says about itself before the market.
const HEADER: &str = "\
# What job adverts ask for, one a line: month, kind of post, seniority: what is required; what is
# named besides. `ID` is wanted at level working, `ID:aware` at that level; of `ID|ID` one is
# enough. Made by `mlpath market`, which you can run again on your adverts: `mlpath help market`.
";

fn parse_month(text: &str) -> Result<String, String> {
    check_month(text).map(|()| text.to_owned())
}

pub fn run(args: &Args, env: &Env) -> Result<()> {
    let session = Session::without_flags(env)?;
    let kb = &session.kb;
    let reader = Reader::new(kb);
    let files = env.reading("Reading adverts", &args.adverts);
    let (collected, unread): (Vec<_>, Vec<_>) =
        files.flat_map(|path| collection::read(path, &reader)).partition_result();
    for error in &unread {
        let error = format!("{error:#}").replace("\n  ", ": ");
        note(&format!("note: skipped: {error}"));
    }
    let all = collected.len() + unread.len();
    let month = args.month.clone().unwrap_or_else(|| env.today.strftime("%Y-%m").to_string());
    let collected = env.watched("Counting adverts", collected.into_iter());
    let counted = collection::count(&reader, collected, &month);
    if !counted.adverts.is_empty() {
        note(&format!("note: {}", said(&counted)));
        let market = Market::new(args.sample.clone(), counted.adverts);
        answer(kb, env, &market)?;
    } else if unread.is_empty() {
        let hint = "see what is read in one: `mlpath gap advert.txt`";
        bail!(Refused::new(said(&counted), hint));
    }
    if unread.is_empty() {
        return Ok(());
    }
    let message = format!("{} of {all} adverts could not be read", unread.len());
    let hint = "correct what is named above; `mlpath help market` says what is read";
    bail!(Refused::new(message, hint))
}

fn answer(kb: &Kb, env: &Env, market: &Market) -> Result<()> {
    match env.format() {
        Format::Json => print(&render::json_line(&market_view(kb, market))?),
        _ => print(&(HEADER.to_owned() + &written(market, kb))),
    }
}

/// How many adverts were counted, and why others were not.
fn said(counted: &Counted) -> String {
    let Counted { adverts, repeated, foreign, empty } = counted;
    let left_out = [
        (repeated, "repeated"),
        (foreign, "in another language"),
        (empty, "asking for nothing known"),
    ];
    let left_out = left_out.into_iter().filter(|(number, _)| **number > 0);
    let left_out = left_out.map(|(number, why)| format!("{number} {why}")).collect_vec();
    let counted = format!("{} counted", Count(adverts.len(), "advert"));
    match left_out.is_empty() {
        true => counted,
        false => format!("{counted}; left out: {}", List::and(left_out)),
    }
}
