//! Everything that the guide names is found by `search`, in the guide's own words.

use serde_json::Value;

use crate::console::{folder, program};

/// What is typed, and an entry that has to be found.
const NAMED: &[(&str, &str)] = &[
    ("programming languages", "computer-science"),
    ("Python", "python-cs50p"),
    ("Java", "java-for-programmers"),
    ("data structures", "data-structures-python"),
    ("algorithms", "data-structures-python"),
    ("software engineering principles", "software-construction"),
    ("linear algebra", "linear-algebra-mit-1806"),
    ("calculus", "calculus-open-textbook"),
    ("probability", "probability-stat110"),
    ("hypothesis testing", "statistics-intro-mooc"),
    ("regression analysis", "regression-analysis"),
    ("time series analysis", "time-series-forecasting"),
    ("healthcare", "domain-healthcare-foundations"),
    ("finance", "domain-finance-foundations"),
    ("marketing", "domain-marketing-foundations"),
    ("bachelor's degree computer science", "degree-bsc-computer-science"),
    ("master's degree", "degree-msc-computer-science"),
    ("related fields", "degree-cs"),
    ("Ph.D.", "degree-phd-machine-learning"),
    ("Coursera", "online-courses"),
    ("edX", "online-courses"),
    ("Udacity", "online-courses"),
    ("Certified Data Scientist", "certifications"),
    ("CDS", "certifications"),
    ("Certified Machine Learning Engineer", "certifications"),
    ("CMLE", "certifications"),
    ("R", "r-for-data-science"),
    ("Julia", "julia-basics"),
    ("large datasets", "large-datasets"),
    ("exploratory data analysis", "exploratory-data-analysis"),
    ("visualizations", "data-visualisation"),
    ("confidence intervals", "statistics-intro-mooc"),
    ("non-technical stakeholders", "communication-skills"),
    ("right algorithm", "domain-knowledge"),
    ("interpret results", "domain-knowledge"),
    ("internships", "internship-applications"),
    ("tech giants", "internships"),
    ("Google", "internship-applications"),
    ("Facebook", "internships"),
    ("Meta", "internships"),
    ("Amazon", "internship-applications"),
    ("startups", "entry-level-positions"),
    ("small companies", "entry-level-positions"),
    ("wide range of projects", "entry-level-positions"),
    ("Kaggle competitions", "kaggle-playground"),
    ("evaluating performance", "kaggle-competitions"),
    ("open source", "oss-docs-pr"),
    ("TensorFlow", "oss-code-pr"),
    ("scikit-learn", "oss-docs-pr"),
    ("conferences", "virtual-conference"),
    ("workshops", "attend-conferences"),
    ("Conference on Neural Information Processing Systems", "attend-conferences"),
    ("NIPS", "attend-conferences"),
    ("International Joint Conference on Artificial Intelligence", "attend-conferences"),
    ("IJCAI", "attend-conferences"),
    ("leading researchers", "virtual-conference"),
    ("Association for Computing Machinery", "join-acm"),
    ("ACM", "join-acm"),
    ("Institute of Electrical and Electronics Engineers", "join-ieee-cs"),
    ("IEEE", "join-ieee-cs"),
    ("job listings", "job-market-scan"),
    ("Reddit", "join-learner-community"),
    ("GitHub", "online-profiles"),
    ("online communities", "online-communities"),
    ("collaborate engineers researchers", "collaborate"),
    ("Twitter", "online-communities"),
    ("LinkedIn", "online-profiles"),
    // What a slip of the keyboard makes of them.
    ("Tensorflwo", "tensorflow-keras"),
    ("kagle competitons", "kaggle-playground"),
    ("pyton", "python-cs50p"),
];

#[test]
fn what_the_guide_names_is_found() {
    let folder = folder();
    for (typed, wanted) in NAMED {
        let output =
            program(folder.path()).args(["search", "--format", "json", typed]).output().unwrap();
        let found: Value = serde_json::from_slice(&output.stdout).unwrap();
        let ids: Vec<&str> = found["hits"]
            .as_array()
            .unwrap()
            .iter()
            .map(|hit| hit["id"].as_str().unwrap())
            .collect();
        assert!(ids.contains(wanted), "`{typed}` finds {ids:?}, not {wanted}");
    }
}

/// Each thing that the guide names leads to a step, or to the note that says what became of it.
#[test]
fn every_item_has_the_guides_words() {
    let folder = folder();
    let output = program(folder.path()).args(["guide", "--format", "json"]).output().unwrap();
    let guide: Value = serde_json::from_slice(&output.stdout).unwrap();
    for item in guide["items"].as_array().unwrap() {
        assert!(!item["words"].as_array().unwrap().is_empty(), "{}", item["id"]);
        let leads_on = item["steps"].as_u64().unwrap() > 0 || item["note"].is_object();
        assert!(leads_on, "{}", item["id"]);
    }
}
