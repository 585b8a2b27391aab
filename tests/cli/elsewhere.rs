//! Another machine says the same: pace and forecast calculate with logarithms, which processors and
//! their libraries of mathematics round in different ways.

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::console::{folder, program, program_in, seen};
use crate::same::hard;

/// Somebody with a few weeks of work behind them, and a world in which to choose is hard.
fn home() -> TempDir {
    let home = folder();
    hard(home.path(), "hard", 150);
    for words in ["log python-cs50p 30h --on 2027-01-20", "done python-cs50p --hours 95 --force"] {
        let mut command = program(home.path());
        command.args(words.split(' ')).args(["--today", "2027-02-09"]);
        assert!(command.output().unwrap().status.success(), "{words}");
    }
    home
}

/// Asks the program as it is and as it is started elsewhere.
fn compare(home: &Path, elsewhere: impl Fn() -> Command) {
    let advert = fs::canonicalize("tests/adverts/01.txt").unwrap();
    let gap = format!("gap {} --format json", advert.display());
    let asked = [
        "plan --details",
        "plan --format json",
        "status --details",
        "compare --hours 5,10 --format json",
        "plan --deadline 2028-01-01 --format json",
        "plan --kb hard --format json",
        &gap,
    ];
    for words in asked {
        let [own, other] = [program(home), elsewhere()].map(|mut command| {
            command.args(words.split(' ')).args(["--today", "2027-02-15"]);
            seen(&command.output().unwrap())
        });
        assert_eq!(own, other, "{words}");
    }
}

/// Without the instructions that multiply and add at once, the library takes other ways.
#[cfg(target_arch = "x86_64")]
#[test]
#[ignore = "needs qemu-user: `.ci/run` installs it"]
fn trial_an_older_processor_says_the_same() {
    let home = home();
    compare(home.path(), || {
        let mut emulator = Command::new("qemu-x86_64");
        emulator.args(["-cpu", "core2duo"]);
        program_in(home.path(), emulator)
    });
}

/// A library that errs otherwise: about two in three results are the next number up or down.
const OTHER_LIBRARY: &str = r#"
#define _GNU_SOURCE
#include <dlfcn.h>
#include <math.h>
#include <stdint.h>
#include <string.h>
static double err(double given, double result) {
    uint64_t bits;
    memcpy(&bits, &given, sizeof bits);
    int way = (bits * 0x9E3779B97F4A7C15u >> 61) % 3;
    if (way == 0 || result == 0 || result == 1) return result;
    return nextafter(result, way == 1 ? INFINITY : -INFINITY);
}
#define OTHER(f) double f(double x) { return err(x, ((double (*)(double))dlsym(RTLD_NEXT, #f))(x)); }
OTHER(exp) OTHER(log) OTHER(log2) OTHER(sin) OTHER(cos)
double pow(double x, double y) {
    return err(3 * x + y, ((double (*)(double, double))dlsym(RTLD_NEXT, "pow"))(x, y));
}
"#;

#[test]
#[ignore = "needs a C compiler; `.ci/run` runs it"]
fn trial_another_library_of_mathematics_says_the_same() {
    let home = home();
    let [source, library] = ["other.c", "other.so"].map(|name| home.path().join(name));
    fs::write(&source, OTHER_LIBRARY).unwrap();
    let mut compiler = Command::new("cc");
    compiler.args(["-O1", "-shared", "-fPIC", "-o"]).arg(&library).arg(&source);
    assert!(compiler.args(["-ldl", "-lm"]).status().unwrap().success());
    compare(home.path(), || {
        let mut program = program(home.path());
        program.env("LD_PRELOAD", &library);
        program
    });
}
