//! `init`.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use jiff::civil::Date;

use crate::commands::from_cv;
use crate::commands::profile::{self, for_this_kb, write_schema};
use crate::commands::target::TargetFlags;
use crate::commands::wished::settled;
use crate::document::phrases::{self, day, likely_by, proofs};
use crate::env::{Env, hint, note, print, terminal};
use crate::failure::{Refused, Usage};
use crate::knowledge::files::read_text;
use crate::knowledge::model::Kb;
use crate::knowledge::text::Count;
use crate::person::amend::amend;
use crate::person::home::make_folder;
use crate::person::profile::ProfileFile;
use crate::person::progress::Progress;
use crate::person::replace::{Outcome, Over, keep, replace};
use crate::person::wishes::{ProfileFlags, Wishes};
use crate::person::{self, Person};
use crate::planner::implied::implied_for;
use crate::planner::plan::{NoPlan, Plan, plan};
use crate::planner::scope::Scope;
use crate::planner::verdict::judge;
use crate::render::Format;
use crate::session::Session;
use crate::view::person::proven;
use crate::view::plan::reasons;
use crate::view::reasons::usually_known;
use crate::wizard::ask::Asker;
use crate::wizard::draft::Draft;
use crate::wizard::kept::{Said, kept};
use crate::wizard::{self, no_terminal};

const EXAMPLES: &str = concat!(
    "Examples, of the shipped knowledge base:\n",
    "  mlpath init\n",
    "  mlpath init --cv cv.txt          # asks about what your CV says\n",
    "  mlpath init --yes --role data-scientist --hours 8 --know python=working --avoid paid",
);

const NO_JSON: &str = "`init` has a JSON form only with --cv; use --format table or plain";

const NO_STANDARD_INPUT: &str =
    "--for: a profile cannot keep standard input; save the advert as a file";

/// Write a commented profile.yaml from your answers or from flags; again, to change the answers
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Replace an existing profile; the one before is kept as `profile.yaml.before`
    #[arg(long)]
    force: bool,

    /// Ask nothing: use the defaults where no flag is given
    #[arg(long)]
    yes: bool,

    /// Propose what your CV says that you know and have finished: text, Markdown, a web page, PDF,
    /// JSON Resume, or a `Skills.csv` of exported skills. You are asked about each thing; without a
    /// terminal it is only shown
    #[arg(long, value_name = "FILE")]
    cv: Option<PathBuf>,

    #[command(flatten)]
    target: TargetFlags,

    #[command(flatten)]
    profile: ProfileFlags,
}

pub fn run(args: &Args, env: &Env) -> Result<()> {
    let (path, flags) = (env.home.profile_path(), args.target.over(args.profile.wishes()));
    let terminal = terminal().filter(|_| !args.yes);
    if let (Some(cv), None) = (&args.cv, &terminal) {
        return from_cv::show(env, cv, args.force);
    }
    if env.format() == Format::Json && args.cv.is_none() {
        bail!(Usage(NO_JSON.to_owned()));
    }
    if path.exists() && !args.force && terminal.is_none() {
        bail!(exists(env, &path));
    }
    if flags.adverts.iter().any(|path| path == Path::new("-")) {
        bail!(Usage(NO_STANDARD_INPUT.to_owned()));
    }
    let session = Session::without_flags(env)?;
    let says_nothing = flags == Wishes::default();
    let flags = settled(&session, flags)?;
    let before = Before::read(&session, &path, args.force)?;
    // A profile that is there keeps saying what it said.
    let flags = if before.file.is_some() { flags } else { for_this_kb(env, flags) };
    let init = Init { session: &session, path: &path, before: &before };
    let Some(terminal) = terminal else {
        if !args.yes && says_nothing {
            let init = env.command(if args.force { "init --force" } else { "init" });
            bail!(no_terminal(&session.kb, &init));
        }
        return init.without_questions(&flags);
    };
    let asker = Asker::new(&terminal);
    note(match before.file {
        None => "Enter accepts what is shown; Ctrl-C stops and writes nothing.",
        Some(_) => "Your answers of before are shown; Enter keeps them, Ctrl-C stops.",
    });
    init.person(&flags)?;
    let flags = match &args.cv {
        Some(cv) => from_cv::agreed(&session, cv, &asker, flags)?,
        None => flags,
    };
    init.with_questions(&asker, &flags)
}

/// What was there before.
struct Before {
    /// The profile whose answers are kept; none if it is replaced.
    file: Option<ProfileFile>,
    /// What of it stands unless flags or answers say otherwise.
    wishes: Wishes,
}

impl Before {
    /// Reads the profile that is there. One that is replaced passes on its adverts and its
    /// knowledge base only, if it can be read at all.
    fn read(session: &Session, path: &Path, is_replaced: bool) -> Result<Self> {
        if is_replaced {
            let old = ProfileFile::read(path).ok().flatten();
            let old = old.map(|file| (file.wishes_from_anywhere(), file.wishes));
            let (Wishes { adverts, cover, .. }, Wishes { kb, kb_add, .. }) =
                old.unwrap_or_default();
            let wishes = Wishes { adverts, cover, kb, kb_add, ..Wishes::default() };
            return Ok(Self { file: None, wishes });
        }
        let file = ProfileFile::read(path)?;
        let (kb, today) = (&session.kb, session.env.today);
        person::resolve(kb, file.as_ref(), Progress::default(), &Wishes::default(), today)?;
        let mut wishes = file.as_ref().map(ProfileFile::wishes_from_anywhere).unwrap_or_default();
        if !wishes.adverts.is_empty() {
            wishes.role = None;
        }
        Ok(Self { file, wishes })
    }
}

/// One run of `init`.
struct Init<'a> {
    session: &'a Session<'a>,
    path: &'a Path,
    before: &'a Before,
}

impl Init<'_> {
    /// The person with these wishes and nothing else.
    fn person(&self, wishes: &Wishes) -> Result<Person> {
        let Session { kb, env, .. } = self.session;
        let person = person::resolve(kb, None, Progress::default(), wishes, env.today)?;
        self.session.aimed(None, wishes, person)
    }

    /// The person as they will be planned for: with their journal and market.
    fn planned(&self, wishes: &Wishes) -> Result<Person> {
        let Session { kb, env, .. } = self.session;
        let progress = self.session.progress()?.clone();
        let mut person = person::resolve(kb, None, progress, wishes, env.today)?;
        // The past is not planned again.
        person.time.start = person.time.start.max(env.today);
        // The profile will name its first day, whether or not the answers did.
        if wishes.start.is_none() {
            person.time.since = person.time.start;
        }
        person.market = self.session.market_in(wishes.market.as_deref())?;
        self.session.aimed(None, wishes, person)
    }

    fn without_questions(&self, flags: &Wishes) -> Result<()> {
        let kb = &self.session.kb;
        let wishes = flags.clone().over(self.before.wishes.clone());
        let planned = self.planned(&wishes)?;
        for proof in proofs(&proven(kb, &planned)) {
            note(&format!("{proof}; say what is lower with `know`"));
        }
        self.write(&wishes, false)?;
        say_defaults(kb, flags, &planned);
        for line in outlook(kb, &planned) {
            note(&line);
        }
        self.say_what_next();
        Ok(())
    }

    fn with_questions(&self, asker: &Asker, flags: &Wishes) -> Result<()> {
        let kb = &self.session.kb;
        let wishes = flags.clone().over(self.before.wishes.clone());
        // What cannot be read is said before anything is asked.
        self.planned(&wishes)?;
        let person = self.person(&wishes)?;
        let mut draft = Draft::new((kb, self.session.env.today), flags, wishes, &person);
        let shown = self.path.display();
        let told = |draft: &Draft| -> Result<Vec<String>> {
            let mut lines = outlook(kb, &self.planned(&draft.answers())?);
            lines.push(format!("It will be written to {shown}."));
            Ok(lines)
        };
        wizard::ask(asker, &mut draft, &told)?;
        self.write(&draft.answers(), true)?;
        self.say_what_next();
        Ok(())
    }

    fn write(&self, wishes: &Wishes, was_asked: bool) -> Result<()> {
        let env = self.session.env;
        let person = self.person(wishes)?;
        let written = match &self.before.file {
            Some(file) => self.change(file, wishes, &person),
            None => self.replace(&profile::text(&self.session.kb, &person, wishes)),
        };
        if was_asked && !matches!(written, Ok(Outcome::Written { .. })) {
            // Or they would be lost.
            print(&profile::text(&self.session.kb, &person, wishes))?;
        }
        if written? == Outcome::Changed {
            bail!(exists(env, self.path));
        }
        Ok(())
    }

    /// Writes a new profile, and keeps the one that it takes the place of.
    fn replace(&self, yaml: &str) -> Result<Outcome> {
        make_folder(&self.session.env.home.folder)?;
        let over = if self.path.exists() { Over::Any } else { Over::Nothing };
        self.put(yaml, over)
    }

    /// Writes the answers into the profile that is there.
    fn change(&self, file: &ProfileFile, wishes: &Wishes, person: &Person) -> Result<Outcome> {
        let Session { kb, env, .. } = self.session;
        let before = self.person(&self.before.wishes)?;
        let said = Said { file: &file.wishes, wishes: &self.before.wishes, person: &before };
        let new = kept(kb, &said, wishes, person).settled(env.today);
        let text = new.and_then(|new| amend(&file.text, &new)).map_err(|why| {
            let text = format!("cannot change {}: {why}", self.path.display());
            let replace = env.command("init --force");
            Refused::new(text, format!("write it anew with `{replace}`"))
        })?;
        if text == file.text {
            note(&format!("nothing has changed in {}", self.path.display()));
            return Ok(Outcome::Written { links: 0 });
        }
        match self.put(&text, Over::Text(&file.text))? {
            Outcome::Changed => {
                let text = format!("{} has changed meanwhile", self.path.display());
                let hint = format!("answer again with `{}`", env.command("init"));
                Err(Refused::new(text, hint).into())
            }
            written @ Outcome::Written { .. } => Ok(written),
        }
    }

    fn put(&self, text: &str, over: Over) -> Result<Outcome> {
        // The same profile again would take the place of the one before.
        let is_new = read_text(self.path).map_or(true, |old| old != text);
        let is_kept = is_new && !matches!(over, Over::Nothing);
        let kept = is_kept.then(|| keep(self.path)).transpose()?;
        let outcome = replace(self.path, text, over)?;
        if let Outcome::Written { .. } = outcome {
            note(&format!("wrote {}", self.path.display()));
            write_schema(self.path, text);
            if let Some(kept) = kept {
                note(&format!("the profile before is in {}", kept.display()));
            }
        }
        Ok(outcome)
    }

    fn say_what_next(&self) {
        let [plan, set, edit] = ["plan", "set", "edit"].map(|word| self.session.env.command(word));
        hint(&format!("see it with `{plan}`; change it with `{set}` or `{edit}`"));
    }
}

/// Says what was not asked: which defaults were used, and what is usually known as well.
fn say_defaults(kb: &Kb, flags: &Wishes, person: &Person) {
    let open = flags.open(!kb.domains().is_empty());
    if !open.is_empty() {
        note(&format!("defaults used for {}", open.join(", ")));
    }
    let held = person.scenario(kb).held;
    let offers = implied_for(kb, &Scope::new(kb, &person.target), &held);
    if let Some(offer) = usually_known(kb, &offers) {
        hint(&offer);
    }
}

/// Says in a few lines what the plan will be, or why there is none.
fn outlook(kb: &Kb, person: &Person) -> Vec<String> {
    match plan(kb, &person.scenario(kb)) {
        Ok(plan) => outcome(kb, &plan, person.deadline),
        Err(NoPlan::PastCalendar) => {
            vec!["its plan would not end before the year 9999".to_owned()]
        }
        Err(NoPlan::Unreachable(unreachable)) => {
            let reasons = reasons(kb, &unreachable).into_iter();
            let reasons = reasons.map(|reason| format!("  {}", reason.text));
            let heading = "no plan is possible with these wishes:".to_owned();
            std::iter::once(heading).chain(reasons).collect()
        }
    }
}

fn exists(env: &Env, profile: &Path) -> Refused {
    let [set, edit, replace] = ["set hours=8", "edit", "init --force"].map(|c| env.command(c));
    let hint = format!("change it with `{set}` or `{edit}`, or replace it with `{replace}`");
    Refused::new(format!("{} already exists", profile.display()), hint)
}

/// The plan in a line, whether it meets the deadline, and what to begin with.
fn outcome(kb: &Kb, plan: &Plan, deadline: Option<Date>) -> Vec<String> {
    let Some(first) = plan.steps.first() else {
        return vec!["nothing is left to do".to_owned()];
    };
    let all = format!(
        "the plan: {}, {} h, done by {}; 90 % {}",
        Count(plan.steps.len(), "step"),
        plan.hours(),
        day(plan.finish.planned),
        likely_by(plan.forecast.by(90))
    );
    let deadline = deadline.map(|deadline| {
        let verdict = phrases::outcome(&judge(plan, deadline));
        format!("the deadline {}: {verdict}", day(deadline))
    });
    let step = &kb[first.step];
    let first = format!("first: {} ({} h)", step.title, step.hours.likely);
    [Some(all), deadline, Some(first)].into_iter().flatten().collect()
}
