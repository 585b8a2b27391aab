//! What may be believed of one line; whole CVs stand in `tests/cvs`.

use std::sync::LazyLock;

use itertools::Itertools as _;
use proptest::prelude::*;

use crate::advert::Recogniser;
use crate::cv::{Proposal, Subject, input, propose};
use crate::knowledge::model::Kb;

/// January 2027.
const NOW: u32 = 2027 * 12;

static KB: LazyLock<Kb> = LazyLock::new(|| crate::knowledge::load(None).unwrap());

thread_local! {
    static RECOGNISER: Recogniser<'static> = Recogniser::new(&KB);
}

fn read(text: &str) -> Vec<Proposal> {
    RECOGNISER.with(|recogniser| propose(&KB, &input::of(text, recogniser, NOW), NOW))
}

/// A section, its only line, and what may be believed of that.
type Case = (&'static str, &'static str, &'static str);

/// Whose work it is.
const WORK: &[Case] = &[
    ("Experience", "Data engineer at Databricks; pilot called Flink, for Spark Foods Ltd", ""),
    ("Experience", "Facilitate meetings of the Kafka, Spark and SQL teams", ""),
    ("Experience", "Requirements for a cluster in Kubernetes that a vendor built", ""),
    ("Expérience", "Mes collègues entraînent les modèles avec PyTorch et Docker", ""),
    ("Experiencia", "Trabajo con los ingenieros de datos que usan Kafka en la empresa", ""),
    ("Experience", "Mentor two interns, one of whom built a page in React", ""),
    ("Experience", "Drove adoption of Kubernetes; negotiated the Snowflake contract", ""),
    ("Experience", "Managed three Java developers", ""),
    ("Experience", "Supported engineers who run Kafka on Kubernetes", ""),
    ("Experience", "Worked with the Spark team to load tables with SQL", "sql=working"),
    ("Experience", "Airflow, maintained by the platform team", ""),
    ("Experience", "Our platform team used Kafka", ""),
    ("Experience", "Company website in React", "javascript=working"),
    ("Experience", "Pilot of a chat page; the client selected Databricks", ""),
    ("Experience", "Tested the loaders; Jenkins builds maintained by the DevOps team", ""),
    ("Experience", "Technical lead of five Java developers", ""),
    ("Experience", "The data science group next door trains models in PyTorch", ""),
    ("Experience", "Customers draw their own charts in Tableau; I give them SQL", "sql=working"),
    ("Experience", "Led a team of five engineers: Kafka, Spark, Airflow", ""),
    ("Experience", "Led a team of five and wrote the loaders in Go", "go=working"),
    ("Experience", "Led the change from Excel to SQL for a team of eight", "sql=working"),
    (
        "Experience",
        "Lead engineer of the lakehouse on Databricks",
        "data-warehouse=working databricks=working",
    ),
    ("Experience", "Sponsored the move to Kubernetes", ""),
    (
        "Experience",
        "Loaders in Spark on a Kubernetes cluster that another team runs",
        "kubernetes=aware spark=working",
    ),
    ("Experience", "Pipelines in Airflow (written by a vendor in Scala)", "airflow=working"),
    ("Experience", "Reports for the sales team in Power BI", "power-bi=working"),
    ("Experience", "My brother set up the Docker container", ""),
    ("Experience", "Chose PostgreSQL over Redis", "postgresql=working"),
    (
        "Experience",
        "Cleaned six years of meter logs in pandas",
        "data-cleaning=working pandas=working",
    ),
    ("Experience", "Mentored colleagues in Python", "python=working"),
    ("Berufserfahrung", "Entwicklung mit Python und SQL", "python=working sql=working"),
    ("Berufserfahrung", "Die Kollegen der IT betreiben Kafka und Docker", ""),
    ("Berufserfahrung", "Betreuung einer Masterarbeit mit PyTorch", ""),
    ("Experience", "Queryon is a provider of Kubernetes clusters", ""),
    ("Projects", "My team-mates wrote the React app, I trained it in PyTorch", "pytorch=working"),
    ("Publications", "A. Lee, ..., I. Sample. Segmenting with PyTorch", ""),
];

/// Whose a thing is.
const OWNERS: &[Case] = &[
    ("Experience", "Our security group's Kafka cluster feeds my SQL reports", "sql=working"),
    ("Experience", "The supplier's models run in SageMaker; I saw a demo", ""),
    ("Experience", "Rebuilt the team's Airflow pipelines", "airflow=working"),
    ("Experience", "Scheduling in Airflow; PyTorch and Docker are theirs", "airflow=working"),
    ("Experiencia", "Consultas en SQL; la parte de Docker la lleva ella", "sql=working"),
    ("Experience", "The desk has a modeling group; its XGBoost model is a black box", ""),
    ("Experience", "Wrote the SQL; Noor trained the model in PyTorch", "sql=working"),
    ("Experience", "A student, P. Vale, has ported it to Julia", ""),
    ("Experience", "Jobs in SQL that are written in Scala by data engineering", ""),
    (
        "Experience",
        "Charts in Tableau used by 80 managers",
        "data-visualization=working tableau=working",
    ),
    ("Experience", "Systems of the client: Kafka, SAP, Jenkins", ""),
    ("Experience", "Customer environment: Kubernetes, Azure", ""),
    ("Experience", "Member of the team: Python", "python=working"),
    ("Projekte", "Umgebung des Kunden: Kafka, Docker", ""),
    ("Experience", "Helped the shop owner choose Tableau", ""),
    ("Experience", "Attended meetings about Kafka", ""),
    ("Projects", "I did the SQL, my team-mates the Docker images", "sql=working"),
    ("Projects", "Mine was the part in Python; the others did Docker", "python=working"),
    ("Projects", "Starts in March 2028: a scheduler in Rust", ""),
    ("Publications", "Book review: \"PyTorch for banks\"", ""),
    ("Publications", "Reed, K. (ed.). Reinforcement learning in ports", ""),
    ("Experience", "The bank's scores are made in SageMaker", ""),
    ("Education", "The master's thesis was written in Julia", "julia=working"),
    ("Berufserfahrung", "Kurse, Übungen geleitet zu SQL", "sql=working"),
    ("Experience", "Customer churn: XGBoost, SQL", "gradient-boosting=working sql=working"),
    ("Experience", "For our customers: reports in Power BI", "power-bi=working"),
    ("Experience", "Put in place the Redis add-on of a vendor", ""),
    (
        "Experience",
        "Filed lists in SQL; clerks from accounts, they draw them in Tableau",
        "sql=working",
    ),
    ("Experience", "Berrow: producer of computer vision for dairies", ""),
    ("Experience", "Set the budget for reinforcement learning", ""),
    ("Experience", "Review merge requests of four colleagues", "code-review=working"),
];

/// What is said of the level.
const LISTED: &[Case] = &[
    ("Skills", "English: C1, communication: very good", "english=proficient"),
    ("Skills", "Good at Excel and SQL", "excel=working sql=working"),
    ("Skills", "Expert: Java, SQL; learning: Go", "java=proficient sql=proficient"),
    ("Skills", "Python (basic), R (advanced), Julia", "julia=aware python=aware r=proficient"),
    (
        "Skills",
        "Kafka \u{2605}\u{2605}\u{2605}\u{2606}\u{2606}, Spark 5/5",
        "kafka=working spark=proficient",
    ),
    ("Skills", "Docker - beginner", "docker=aware"),
    ("Skills", "Java (8 years), Python (6 months)", "java=proficient python=aware"),
    ("Skills", "SQL: 4 years, Java: 5 months", "java=aware sql=working"),
    ("Skills", "Strong SQL", "sql=working"),
    ("Skills", "Terraform (currently learning), AWS", "aws=aware"),
    ("Skills", "Familiar with Docker and Kubernetes", "docker=aware kubernetes=aware"),
    ("Summary", "Curious about reinforcement learning", ""),
    ("Summary", "No experience with Kafka or Spark, but three years of SQL", "sql=working"),
    (
        "Summary",
        "Ten years of Java and Python who wants to move into NLP",
        "java=proficient python=proficient",
    ),
    ("Kenntnisse", "Grundkenntnisse in Git und Docker", "docker=aware git=aware"),
    ("Kenntnisse", "Keine Erfahrung mit Spark, aber mit SQL", "sql=aware"),
    ("Compétences", "Bonnes connaissances de Python et de SQL", "python=working sql=working"),
    (
        "Skills",
        "Spark \u{2606}\u{2606}\u{2606}\u{2606}\u{2606}, SQL (PostgreSQL) 4/5",
        "postgresql=working sql=working",
    ),
    ("Skills", "SQL, blogs, Kafka: none", ""),
    ("Skills", "Python; Julia and Rust on my list", "python=aware"),
    ("Languages", "English (C1), a chatbot polishes my Python", "english=proficient"),
    ("Hobbies", "Robotics and Rust", ""),
    ("References", "Head of Cloud Computing, Python Ltd", ""),
    ("Languages", "English (C1), German (A2)", "english=proficient"),
];

/// What was studied, and what is finished.
const SCHOOLING: &[Case] = &[
    ("Courses", "Statistics 110, Harvard, 2022", "probability-stat110"),
    ("Courses", "Practical Deep Learning for Coders, lessons 1-3", ""),
    ("Education", "Lecturer at the Institute of Machine Learning", ""),
    (
        "Education",
        "Master's thesis: time series with PyTorch",
        "pytorch=working time-series=working",
    ),
    ("Education", "Bachelor of Science in Nursing, including statistics, 2011", "statistics=aware"),
    ("Ausbildung", "Dipl.-Inform. (FH), Hochschule Trier, 2003", "degree-bsc-computer-science"),
    ("Education", "MSc Data Science, thesis outstanding", ""),
    ("Education", "BSc Physics, one year, no degree", ""),
    ("Education", "BSc with honours in Computer Science, 2009", "degree-bsc-computer-science"),
    ("Courses", "Machine Learning Zoomcamp, 40 % done", ""),
    ("Courses", "Next: Docker, perhaps an MSc in Data Science", ""),
    ("Professional development", "CS50P, 2023", "python-cs50p"),
    ("Courses", "CS50P, 2024", "python-cs50p"),
    ("Courses", "CS50P (in progress)", ""),
    ("Courses", "CS50\u{2019}s Introduction to Programming with Python, HarvardX", "python-cs50p"),
    ("Courses", "Automate the Boring Stuff with Python, whole book", "python-open-book"),
    ("Courses", "Deep Learning Specialization, week 3 of 16", ""),
    ("Courses", "Machine Learning Zoomcamp, 2026-", ""),
    ("Courses", "\u{23f3} MLOps Zoomcamp", ""),
    ("Certificates", "Professional Machine Learning Engineer (expired)", ""),
];

#[test]
fn what_a_line_says() {
    let mut wrong = Vec::new();
    for (section, line, believed) in [WORK, OWNERS, LISTED, SCHOOLING].into_iter().flatten() {
        let said = read(&format!("{section}\n\n- {line}\n")).into_iter();
        let said = said.map(|proposal| match proposal.subject {
            Subject::Known(competency, level) => format!("{}={level}", KB[competency].id),
            Subject::Finished(step) => KB.id(step),
        });
        let said = said.sorted().collect::<Vec<_>>().join(" ");
        if said != *believed {
            wrong.push(format!("{section}: {line}: {said}, not {believed}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// In the post of a manager what begins with making is done by hand.
#[test]
fn managers_name_much_that_they_do_not_do() {
    let job = "Acme, 2022 - 2026\n- Three forecasts in PyTorch\n- Wrote the cost report in SQL\n";
    let know = |post: &str| {
        let proposals = read(&format!("Experience\n\n{post}, {job}"));
        let known = proposals.into_iter().filter_map(|proposal| match proposal.subject {
            Subject::Known(competency, _) => Some(KB[competency].id.clone()),
            Subject::Finished(_) => None,
        });
        known.sorted().join(" ")
    };
    assert_eq!(know("Head of Data"), "sql");
    assert_eq!(know("Data Analyst"), "pytorch sql time-series");
}

/// `Technical skills`, and below it at the same level `Programming`.
#[test]
fn parts_of_a_section_belong_to_it() {
    let parts = "## Programming\n\nPython\n\n## Servers\n\nDocker\n\n";
    let names = |text: String| read(&text).len();
    assert_eq!(names(format!("# A. Quill\n\n## Technical skills\n\n{parts}")), 2);
    assert_eq!(names(format!("# A. Quill\n\n## Technical skills\n\nSQL\n\n{parts}")), 1);
}

/// Pieces of CVs, in any order.
const LIKE_A_CV: &str = "(Skills|Experience|## Education|Courses|\n\n|\n|- |, |: |; | |\t|  {9}|\
    \u{c9}changes a|\u{fc}ber|I|the team|Mei deployed|who|of the client|\u{25cf}\u{25cf}\u{25cb}|\
    2019 - 2023|since 2020|4/5|\\(|\\)|Python|SQL|Kafka|CS50P|in progress|\u{1f680}|.){0,60}";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn any_text_is_read_as_a_cv(text in LIKE_A_CV) {
        for proposal in read(&text) {
            prop_assert!(!proposal.proof.is_empty(), "{}", proposal.because);
        }
    }
}
