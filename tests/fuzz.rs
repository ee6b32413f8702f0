//! Mutated inputs for the table reader, the readers of agents' documents, and the parsers of
//! numbers, dates, units and addresses.
//!
//! Stable Rust and no instrumentation: a corpus that is committed, a generator with a fixed seed,
//! and properties that any input must keep. `cargo test` gives each target a second;
//! `EMPREINTE_FUZZ_SECONDS=60 cargo test --test fuzz` gives it a minute, as CI does. Coverage-guided
//! fuzzing would find more in a night, needs a nightly compiler, and is not what a minute is for.
//!
//! To take up a finding: put the input that the failure prints into the corpus.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]
#![expect(clippy::print_stderr, reason = "how far a target got is said")]

use empreinte::equipment::figure;
use empreinte::estate::Estate;
use empreinte::factor::FactorSet;
use empreinte::fault::Fault;
use empreinte::impact::AssessedYear;
use empreinte::inventory::Field;
use empreinte::method::Method;
use empreinte::table::{
    Blocks, DateEvidence, DateOrder, Dialect, Holds, Reject, SmallTable, day_in_order, disarmed,
    excel_day, fold, made_visible, masked_in, parse_day, parse_number, point_may_group,
};
use empreinte::walk::{NoRecord, Sink, Walk, WalkOptions};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Numbers from a fixed seed: the same inputs in the same order on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides.max(1) as u64).unwrap()
    }
}

/// What breaks tables and documents: signs of every kind, and bytes of other encodings.
const TOKENS: &[&[u8]] = &[
    b"\"",
    b"\"\"",
    b";",
    b",",
    b"\n",
    b"\r",
    b"\r\n",
    b"\t",
    b"\0",
    b"\xFF\xFE",
    b"\xEF\xBB\xBF",
    b"\xC3",
    b"=",
    b"'=",
    b"-",
    b"1.000",
    b"31/02/2021",
    b"laptop",
    b"equipment_type",
    b"<br>",
    b"@",
    b"999999999999999999999",
    b"1e308",
    b"NaN",
    b"\xC2\xA0",
    b"\x1F",
    b"Type",
    b"{",
    b"}",
    b"[[[[[[[[[[[[[[[[",
    b"\\",
    b"\\ud800",
    b"null",
    b"\"content\":",
    b"\"deviceid\":\"",
    b"<",
    b"</",
    b"/>",
    b"<DEVICE>",
    b"<![CDATA[",
    b"<!DOCTYPE a [<!ENTITY a \"b\">]>",
    b"&a;",
    b"&#x110000;",
];

fn corpus(folder: &str) -> Vec<Vec<u8>> {
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz").join(folder);
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(place).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| std::fs::read(path).unwrap()).collect()
}

/// One to eight changes of an input, some of them pieces of another.
fn mutate(seeds: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = seeds[dice.roll(seeds.len())].clone();
    for _ in 0..=dice.roll(8) {
        let at = dice.roll(bytes.len() + 1).min(bytes.len());
        let to = (at + dice.roll(24)).min(bytes.len());
        match dice.roll(6) {
            0 if at < bytes.len() => bytes[at] ^= 1 << dice.roll(8),
            1 => drop(bytes.drain(at..to)),
            2 => drop(bytes.splice(at..at, TOKENS[dice.roll(TOKENS.len())].iter().copied())),
            3 => {
                let piece = bytes[at..to].to_vec();
                bytes.splice(at..at, piece);
            }
            4 => {
                let other = &seeds[dice.roll(seeds.len())];
                let from = dice.roll(other.len());
                let until = (from + dice.roll(64)).min(other.len());
                bytes.splice(at..to, other[from..until].iter().copied());
            }
            _ => bytes.truncate(bytes.len() - dice.roll(4).min(bytes.len())),
        }
    }
    bytes
}

/// Gives a target its time; what it fails on is printed as the bytes of a literal.
fn drive(folder: &str, mut target: impl FnMut(&[u8])) {
    let seconds = std::env::var("EMPREINTE_FUZZ_SECONDS").ok().and_then(|text| text.parse().ok());
    let until = Instant::now() + Duration::from_secs(seconds.unwrap_or(1));
    let seeds = corpus(folder);
    let mut dice = Dice(0x0065_6d70_7265_696e);
    let mut tried = 0_u64;
    for seed in &seeds {
        target(seed);
    }
    while Instant::now() < until {
        let input = mutate(&seeds, &mut dice);
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| target(&input)));
        if let Err(cause) = outcome {
            eprintln!("{folder}: input {tried} fails: b\"{}\"", input.escape_ascii());
            std::panic::resume_unwind(cause);
        }
        tried += 1;
    }
    eprintln!("{folder}: {tried} inputs");
}

#[test]
fn no_word_breaks_the_parsers_of_numbers_dates_units_and_addresses() {
    drive("words", |bytes| {
        let text = String::from_utf8_lossy(bytes);
        for comma in [false, true] {
            if let Ok(number) = parse_number(&text, comma) {
                assert!(number.is_finite());
            }
            for field in Field::ALL {
                if let Ok(Some(number)) = figure(field, &text, comma) {
                    assert!(number.is_finite() && number >= 0.0);
                }
            }
        }
        let _ = point_may_group(&text);
        // A date read without order is the one that one of the orders reads.
        let [first, second] = [DateOrder::DayFirst, DateOrder::MonthFirst]
            .map(|order| day_in_order(&text, Some(order)));
        assert_eq!(first, Ok(parse_day(&text)));
        match day_in_order(&text, None) {
            Ok(day) => assert!(day.is_none() || first == Ok(day) || second == Ok(day)),
            Err(_) => assert!(first != second),
        }
        let mut seen = DateEvidence::default();
        seen.note(&text);
        let _ = (excel_day(&text), fold(&text));
        for holds in Holds::ALL {
            let once = masked_in(holds, &text).into_owned();
            assert_eq!(masked_in(holds, &once), once, "what is masked is masked");
        }
        assert!(disarmed(bytes).len() <= bytes.len());
    });
}

#[test]
fn no_text_breaks_the_cutting_of_tables() {
    drive("table", |bytes| {
        let text = String::from_utf8_lossy(bytes);
        let _ = SmallTable::parse(Path::new("fuzz.csv"), &text, &[]);
        let delimiter = Dialect::detect(bytes).delimiter;
        // However it is cut, the text is the same, on the same lines.
        let whole = |size| {
            let mut blocks = Blocks::new(bytes, delimiter).sized(size);
            let mut all = Vec::new();
            while let Ok(Some(block)) = blocks.next_block() {
                let before = all.split(|byte| *byte == b'\n').count() as u64 - 1;
                assert_eq!(block.first_line, before + 1);
                all.extend(block.text);
            }
            all
        };
        let (small, large) = (whole(7), whole(1 << 20));
        // What cannot be seen is made visible on the way, line by line as in the whole text.
        let seen = made_visible(bytes.to_vec());
        assert!(large.is_empty() || large == seen);
        assert!(seen.starts_with(&small));
    });
}

/// Counts what stays at the doors.
#[derive(Default)]
struct Count(u64);

impl Sink<()> for Count {
    fn rejects(&mut self, rejects: &[Reject]) -> Result<(), Fault> {
        self.0 += rejects.len() as u64;
        Ok(())
    }

    fn batch(&mut self, (): ()) -> Result<(), Fault> {
        Ok(())
    }

    fn progress(&mut self, _: u64, _: u64) {}
}

/// Walks files of 2025, and holds the counts against each other; `None` where they are refused.
fn walked(set: &FactorSet, method: &Method, files: &[PathBuf], day_first: bool) -> Option<u64> {
    let estate = Estate::open(files).ok()?;
    let options = WalkOptions {
        year: AssessedYear::new(2025, None),
        criteria: Vec::new(),
        encoding: None,
        date_order: day_first.then_some(DateOrder::DayFirst),
        user_key: None,
        threads: 1,
    };
    let walk = Walk::prepare(&estate, set, method, options).ok()?;
    let kernel = walk.kernel().unwrap();
    let mut count = Count::default();
    let outcome = walk.run(&kernel, || NoRecord, &mut count).ok()?;
    let counts = outcome.intake.counts;
    assert_eq!(
        counts.rows_read,
        counts.kept + counts.rejected + counts.out_of_scope + counts.merged
    );
    assert_eq!(counts.rejected, count.0);
    assert_eq!(counts.kept, outcome.footprint.rows);
    Some(counts.rows_read)
}

#[test]
fn no_file_breaks_the_walk_or_loses_a_row() {
    let set = FactorSet::shipped().unwrap();
    let method = Method::named("rcp-si").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let (one, other) = (folder.path().join("a.csv"), folder.path().join("b.csv"));
    std::fs::write(&other, "equipment_id,equipment_type,serial\nA,laptop,5CG1\n").unwrap();
    let mut turn = false;
    drive("table", |bytes| {
        std::fs::write(&one, bytes).unwrap();
        turn = !turn;
        // Alone, and with another file to merge with.
        let files = if turn { vec![one.clone()] } else { vec![one.clone(), other.clone()] };
        let _ = walked(&set, &method, &files, turn);
    });
}

#[test]
fn no_document_breaks_its_reader_or_takes_another_with_it() {
    let set = FactorSet::shipped().unwrap();
    let method = Method::named("rcp-si").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let documents = folder.path().join("agents");
    std::fs::create_dir(&documents).unwrap();
    let alone = folder.path().join("alone.json");
    // The other document of the folder is a good one, of one machine.
    let good = r#"{"deviceid":"good","content":{"hardware":{"chassis_type":"Laptop"}}}"#;
    std::fs::write(documents.join("b.json"), good).unwrap();
    let mut turn = false;
    drive("documents", |bytes| {
        turn = !turn;
        if turn {
            std::fs::write(&alone, bytes).unwrap();
            let _ = walked(&set, &method, std::slice::from_ref(&alone), false);
        } else {
            // In a folder, what cannot be read is set aside, and the others are read.
            std::fs::write(documents.join("a.json"), bytes).unwrap();
            let read = walked(&set, &method, std::slice::from_ref(&documents), false);
            assert!(read.is_some_and(|rows| rows >= 1), "the folder was refused");
        }
    });
}
