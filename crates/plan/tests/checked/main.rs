//! The check: what a plan lacks, by kind, and never a panic.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its input fails where it stands")]

mod proved;
mod targets;

use empreinte_plan::{Finding, FindingKind, Plan, Seals, check, coverage};
use ground::table::Day;
use indicator::Catalogue;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::LazyLock;

static SET: LazyLock<factor::FactorSet> = LazyLock::new(|| factor::FactorSet::shipped().unwrap());

fn found_in(text: &str, root: &Path) -> Vec<Finding> {
    let plan = Plan::parse(Path::new("plan.toml"), text).unwrap();
    check(
        &plan,
        text,
        &Seals::of(&plan, root),
        &Catalogue::shipped().unwrap(),
        &empreinte_plan::KnownWords::of_types(Some(&SET)),
        Day::new(2026, 11, 26),
    )
}

fn kinds(text: &str) -> Vec<FindingKind> {
    found_in(text, Path::new(".")).iter().map(|one| one.kind).collect()
}

fn has(text: &str, kind: FindingKind) -> bool {
    kinds(text).contains(&kind)
}

const HEAD: &str = "[plan]\nyears = [2025, 2027]\n";

fn commitment(rest: &str) -> String {
    format!("{HEAD}[[commitment]]\nid = \"E\"\nlabel = \"x\"\n{rest}\n")
}

#[test]
fn a_wish_lacks_indicator_base_target_and_date() {
    let found = kinds(&commitment("owner = \"x\""));
    for kind in [
        FindingKind::NoIndicator,
        FindingKind::NoBaseline,
        FindingKind::NoTarget,
        FindingKind::NoDate,
        FindingKind::NoAction,
    ] {
        assert!(found.contains(&kind), "{kind:?}: {found:?}");
    }
}

/// A year without inventory is no base; an estate that was not looked at may have any year.
#[test]
fn a_base_year_without_inventory_is_no_baseline() {
    let found = |years: &[i32], rest: &str| {
        let text = commitment(&format!("indicator = \"it_ghg_per_user\"\n{rest}"));
        let plan = Plan::parse(Path::new("plan.toml"), &text).unwrap();
        let mut known = empreinte_plan::KnownWords::of_types(Some(&SET));
        known.years = years.iter().copied().collect();
        let seals = Seals::of(&plan, Path::new("."));
        let found = check(&plan, &text, &seals, &Catalogue::shipped().unwrap(), &known, None);
        found.into_iter().find(|one| one.kind == FindingKind::NoBaseline)
    };
    let change = "target = \"change\"\nbase_year = 2019\ntargets = { 2027 = -10 }";
    let one = found(&[2024, 2025], change).unwrap();
    assert!(one.said.en.contains("2019") && one.said.en.contains("2024, 2025"), "{:?}", one.said);
    assert!(one.write.en.contains("baseline"));
    assert!(found(&[2019, 2025], change).is_none() && found(&[], change).is_none());
    let declared = "baseline = { value = 1, year = 2019, source = \"x\" }";
    let change = "target = \"change\"\ntargets = { 2027 = -10 }";
    assert!(found(&[2024], &format!("{change}\n{declared}")).is_none());
    // A ceiling does not rest on it.
    let ceiling = "target = \"ceiling\"\nbase_year = 2019\ntargets = { 2027 = 50 }";
    assert!(found(&[2024], ceiling).is_none());
}

#[test]
fn a_declared_baseline_says_where_it_is_from() {
    let of = |source: &str| {
        has(
            &commitment(&format!(
                "indicator = \"it_ghg_per_user\"\ntarget = \"change\"\ntargets = {{ 2027 = -10 }}\nbaseline = {{ value = 9, year = 2021{source} }}"
            )),
            FindingKind::BaselineWithoutSource,
        )
    };
    assert!(of("") && of(", source = \" \"") && !of(", source = \"étude\""));
}

/// The repair index is a duty without threshold: the plan has to write its own.
#[test]
fn a_duty_without_threshold_asks_for_one() {
    let of = |law: &str, rest: &str| {
        kinds(&commitment(&format!(
            "indicator = \"repair_index_min_bought\"\ntarget = \"floor\"\nlaw = \"{law}\"\n{rest}"
        )))
    };
    let found = of("loi REEN, art. 15", "");
    assert!(found.contains(&FindingKind::NoThreshold), "{found:?}");
    assert!(!found.contains(&FindingKind::NoTarget) && !found.contains(&FindingKind::NoDate));
    let found = of("loi REEN, art. 15", "targets = { 2026 = 6 }");
    assert!(!found.contains(&FindingKind::NoThreshold), "{found:?}");
    assert!(of("notre charte", "").contains(&FindingKind::NoTarget));
}

#[test]
fn a_finding_says_its_line_and_what_to_write() {
    let text = commitment("indicator = \"weee_wieght\"\ntargets = { 2027 = 1 }");
    let found = found_in(&text, Path::new("."));
    let one = found.iter().find(|one| one.kind == FindingKind::UnknownIndicator).unwrap();
    assert_eq!((one.line, one.place.as_str()), (Some(3), "commitment E"));
    assert!(one.write.en.contains("weee_weight"), "{}", one.write.en);
}

#[test]
fn values_and_dates_that_cannot_be_are_errors() {
    for targets in ["{ 2027 = nan }", "{ 2027 = inf }", "{ 2027 = -3 }"] {
        let text = commitment(&format!(
            "indicator = \"it_electricity\"\ntarget = \"value\"\ntargets = {targets}"
        ));
        assert!(has(&text, FindingKind::ImpossibleValue), "{targets}");
    }
    for date in ["soon", "27", "2027-02-31", "3027"] {
        let text =
            commitment(&format!("indicator = \"it_electricity\"\ntargets = {{ \"{date}\" = 1 }}"));
        assert!(has(&text, FindingKind::ImpossibleDate), "{date}");
    }
    let text = commitment(
        "indicator = \"it_electricity\"\ntarget = \"change\"\nbase_year = 2026\ntargets = { 2025 = -3 }",
    );
    assert!(has(&text, FindingKind::DatesReversed));
    assert!(has("[plan]\nyears = [2027, 2025]\n", FindingKind::ImpossibleValue));
    for base in [
        "[plan]\nbase_year = 24\n",
        "[[commitment]]\nid = \"E\"\nlabel = \"x\"\nbase_year = 20240\n",
        "[[commitment]]\nid = \"E\"\nlabel = \"x\"\nbaseline = { value = 1.0, year = 204, source = \"s\" }\n",
    ] {
        assert!(has(base, FindingKind::ImpossibleValue), "{base}");
        assert!(!has(
            &base.replace("24\n", "2024\n").replace("20240", "2024").replace("= 204,", "= 2024,"),
            FindingKind::ImpossibleValue
        ));
    }
}

/// Each year and each day of a plan, far off and then as it should be.
#[test]
fn years_and_days_that_no_plan_can_speak_of_are_errors() {
    let head = |section: &str| format!("{HEAD}[[{section}]]\nid = \"E\"\nlabel = \"x\"\n");
    let means = format!("{}[[action.means]]\n", head("action"));
    let share = format!(
        "{}[[share]]\ncommitment = \"E\"\nentity = \"A\"\nvalue = 60\n",
        commitment("indicator = \"donated_count\"\ntarget = \"floor\"\ntargets = { 2027 = 60 }")
    );
    let (plan, commitment, action) = (HEAD.to_owned(), head("commitment"), head("action"));
    let finding = format!("{}gravity = \"strength\"\n", head("finding"));
    let evidence = format!("{HEAD}[[evidence]]\nid = \"E\"\ntitle = \"t\"\nkind = \"means\"\n");
    let validation = format!("{HEAD}[[validation]]\nstate = \"draft\"\nby = \"x\"\n");
    let meeting = format!("{HEAD}[[meeting]]\nbody = \"x\"\n");
    let milestone = format!("{HEAD}[[milestone]]\nlabel = \"x\"\n");
    for (text, key, good, far) in [
        (&means, "year", "2026", ["202", "20260"]),
        (&share, "year", "2027", ["227", "20270"]),
        (&plan, "population", "18500", ["0", "18500000000"]),
        (&plan, "communicated_on", "2025-01-31", ["0202-01-31", "3025-01-31"]),
        (&commitment, "reviewed_on", "2025-01-31", ["0202-01-31", "3025-01-31"]),
        (&action, "identified_on", "2025-01-31", ["0202-01-31", "3025-01-31"]),
        (&action, "starts_on", "2027-01-31", ["0202-01-31", "3025-01-31"]),
        (&action, "ends_on", "2027-01-31", ["0202-01-31", "3025-01-31"]),
        (&evidence, "date", "2025-01-31", ["0202-01-31", "3025-01-31"]),
        (&finding, "on", "2025-01-31", ["0202-01-31", "3025-01-31"]),
        (&validation, "on", "2025-01-31", ["0202-01-31", "3025-01-31"]),
        (&meeting, "on", "2025-01-31", ["0202-01-31", "3025-01-31"]),
        (&milestone, "on", "2027-01-31", ["0202-01-31", "3025-01-31"]),
    ] {
        let told = |value: &str| {
            let found = found_in(&format!("{text}{key} = {value}\n"), Path::new("."));
            let is_far = |one: &&empreinte_plan::Finding| {
                let kinds = [FindingKind::ImpossibleValue, FindingKind::ImpossibleDate];
                kinds.contains(&one.kind) && one.said.fr.contains(key)
            };
            // Told once: nothing else is made of such a day.
            let also = [FindingKind::PastDate, FindingKind::FutureDate];
            assert!(
                found.iter().all(|one| !also.contains(&one.kind)),
                "{key} = {value}: {found:?}"
            );
            found.iter().filter(is_far).count()
        };
        assert_eq!((told(good), told(far[0]), told(far[1])), (0, 1, 1), "{text}{key}");
    }
}

#[test]
fn dates_gone_by_are_said_and_done_ones_are_not() {
    let action = |status: &str| {
        format!(
            "{HEAD}[[action]]\nid = \"A\"\nlabel = \"x\"\nowner = \"x\"\nstatus = \"{status}\"\nends_on = 2026-01-31\n"
        )
    };
    assert!(has(&action("doing"), FindingKind::PastDate));
    assert!(!has(&action("done"), FindingKind::PastDate));
}

#[test]
fn evidence_is_held_to_its_digest_to_the_byte() {
    let root = tempfile::tempdir().unwrap();
    std::fs::write(root.path().join("note.txt"), "alpha").unwrap();
    let plan = |file: &str, sealed: &str| {
        format!(
            "{HEAD}[[criterion]]\nid = \"C\"\nlabel = \"c\"\nanswer = \"yes\"\n[[evidence]]\nid = \"P\"\ntitle = \"p\"\nkind = \"means\"\nfile = \"{file}\"\nsha256 = \"{sealed}\"\ncriteria = [\"C\"]\n"
        )
    };
    // sha256 of "alpha".
    let seal = "8ed3f6ad685b959ead7022518e1af76cd816f8e8ec7ccdda1ed4018e8f2223f8";
    let kinds = |text: &str| -> Vec<FindingKind> {
        found_in(text, root.path()).iter().map(|one| one.kind).collect()
    };
    let sound = plan("note.txt", seal);
    assert!(!kinds(&sound).iter().any(|kind| kind.code().starts_with("evidence")));
    assert!(!kinds(&sound).contains(&FindingKind::NothingProved));
    assert!(kinds(&plan("note.txt", "")).contains(&FindingKind::EvidenceUnsealed));
    assert!(kinds(&plan("absent.txt", seal)).contains(&FindingKind::EvidenceMissing));
    assert!(kinds(&plan("../note.txt", seal)).contains(&FindingKind::EvidenceMissing));
    // A folder is there and is no file; what is no seal was changed by nobody.
    std::fs::create_dir(root.path().join("preuves")).unwrap();
    let folder = found_in(&plan("preuves", seal), root.path());
    assert!(folder.iter().any(|one| one.said.fr.contains("est un dossier")));
    let no_seal = kinds(&plan("note.txt", "abc"));
    assert!(no_seal.contains(&FindingKind::ImpossibleValue));
    assert!(!no_seal.contains(&FindingKind::EvidenceChanged));
    let read = Plan::parse(Path::new("plan.toml"), &sound).unwrap();
    assert_eq!(coverage(&read, &Seals::of(&read, root.path()))[0].evidence, [0, 1, 0]);
    std::fs::write(root.path().join("note.txt"), "alphb").unwrap();
    assert!(kinds(&sound).contains(&FindingKind::EvidenceChanged));
    assert!(kinds(&sound).contains(&FindingKind::NothingProved));
}

#[test]
fn an_empty_plan_is_said_to_be_empty() {
    for text in ["", "# nothing\n", "[plan]\n"] {
        let found = kinds(text);
        assert!(found.contains(&FindingKind::EmptyPlan) && found.contains(&FindingKind::NoYears));
    }
}

#[test]
fn things_that_name_nothing_are_told() {
    let text = format!(
        "{HEAD}[[action]]\nid = \"A\"\nlabel = \"x\"\ncommitments = [\"Z\"]\ncriteria = [\"Y\"]\ntheme = \"T\"\n"
    );
    let found = kinds(&text);
    let unknown = found.iter().filter(|kind| **kind == FindingKind::UnknownReference).count();
    assert_eq!(unknown, 3);
}

#[test]
fn a_filter_of_two_axes_or_of_none_that_there_is_is_told() {
    for filter in ["{ type = \"laptop\", site = \"A\" }", "{ colour = \"red\" }"] {
        let text = commitment(&format!(
            "indicator = \"lifetime_km_median\"\nfilter = {filter}\ntargets = {{ 2027 = 96 }}"
        ));
        assert!(has(&text, FindingKind::UnknownReference), "{filter}");
    }
    let of = |indicator: &str, axis: &str, code: &str| {
        let text = commitment(&format!(
            "indicator = \"{indicator}\"\nfilter = {{ {axis} = \"{code}\" }}\ntargets = {{ 2027 = 96 }}"
        ));
        has(&text, FindingKind::UnknownReference)
    };
    for (axis, code) in [
        ("type", "laptop"),
        ("site", "laptop"),
        ("manufacturer", "laptop"),
        ("acquisition_mode", "refurbished"),
    ] {
        assert!(!of("lifetime_km_median", axis, code), "{axis}");
    }
    // What is a closed list has no other word.
    assert!(of("lifetime_km_median", "acquisition_mode", "refurbishd"));
    assert!(!of("weee_weight", "weee_category", "6") && of("weee_weight", "weee_category", "60"));
    // A part that the indicator is not split by, and a type that there is not.
    for (indicator, axis) in
        [("it_ghg_per_user", "type"), ("it_electricity", "site"), ("lifetime_km_median", "field")]
    {
        assert!(of(indicator, axis, "laptop"), "{indicator} by {axis}");
    }
    for code in ["ordinateur", "Ordinateur portable"] {
        assert!(of("lifetime_km_median", "type", code), "{code}");
    }
    // What a word means in an inventory is offered before what looks like it.
    for (word, code) in [("portable", "laptop"), ("Écran", "monitor"), ("serveur rack", "server")]
    {
        let text = commitment(&format!(
            "indicator = \"lifetime_km_median\"\nfilter = {{ type = \"{word}\" }}\ntarget = \"floor\"\ntargets = {{ 2027 = 96 }}"
        ));
        let found = found_in(&text, Path::new("."));
        let told = found.iter().find(|one| one.kind == FindingKind::UnknownReference).unwrap();
        let write = &told.write.fr;
        assert!(write.starts_with(&format!("filter : l'un de {code}")), "{word}: {write}");
    }
}

#[test]
fn numbers_are_told_in_the_way_of_the_language_and_a_declared_base_by_its_target() {
    let of = |target: &str, value: f64| {
        let text = commitment(&format!(
            "indicator = \"dc_pue\"\ntarget = \"{target}\"\ntargets = {{ 2027 = {value:?} }}\nbaseline = {{ value = 1.65, year = 2024, source = \"étude\" }}"
        ));
        found_in(&text, Path::new("."))
    };
    let said = |found: &[Finding], kind: FindingKind| {
        let one = found.iter().find(|one| one.kind == kind).unwrap();
        (one.said.fr.clone(), one.said.en.clone())
    };
    let ceiling = of("ceiling", 1.8);
    let (fr, en) = said(&ceiling, FindingKind::AlreadyReached);
    assert_eq!(fr, "la base (1,65) tient déjà la cible (1,8)");
    assert_eq!(en, "the base (1.65) already keeps the target (1.8)");
    assert!(said(&ceiling, FindingKind::DeclaredBaseline).1.ends_with("does not rest on it"));
    let change = of("change", -120.5);
    assert!(said(&change, FindingKind::DeclaredBaseline).0.ends_with("seule la tendance est dite"));
    assert!(said(&change, FindingKind::ImpossibleValue).0.starts_with("-120,5 %"));
    assert!(
        said(&of("value", 1.5), FindingKind::DeclaredBaseline)
            .1
            .ends_with("no line starts from it")
    );
}

#[test]
fn a_legal_form_that_there_is_not_is_told() {
    let of = |form: &str| format!("[plan]\nyears = [2025, 2027]\nlegal_form = \"{form}\"\n");
    assert!(has(&of("duchy"), FindingKind::UnknownReference));
    for known in ["", "commune", "mairie", "Établissement public", "public_establishment"] {
        assert!(!has(&of(known), FindingKind::UnknownReference), "{known}");
    }
}

#[test]
fn days_still_to_come_levers_and_words_that_are_none_are_told() {
    for (text, kind) in [
        ("[[meeting]]\non = 2099-01-01\nbody = \"x\"\n", FindingKind::FutureDate),
        (
            "[[finding]]\nid = \"F\"\nlabel = \"x\"\ngravity = \"strength\"\non = 2030-01-01\n",
            FindingKind::FutureDate,
        ),
        (
            "[[evidence]]\nid = \"P\"\ntitle = \"x\"\nkind = \"means\"\ndate = 2099-01-01\n",
            FindingKind::FutureDate,
        ),
        (
            "[[action]]\nid = \"A\"\nlabel = \"x\"\nstatus = \"done\"\nstarts_on = 2027-01-01\n",
            FindingKind::FutureDate,
        ),
        (
            "[[action]]\nid = \"A\"\nlabel = \"x\"\nstatus = \"todo\"\nstarts_on = 2026-06-01\nends_on = 2026-12-15\n",
            FindingKind::PastDate,
        ),
        (
            "[[action]]\nid = \"A\"\nlabel = \"x\"\nlever = \"n'importe quoi\"\n",
            FindingKind::ImpossibleValue,
        ),
        (
            "[[criterion]]\nid = \"C\"\nlabel = \"x\"\ntypes = [\"ordinateur\"]\n",
            FindingKind::UnknownReference,
        ),
        (
            "[[criterion]]\nid = \"C\"\nlabel = \"x\"\napplicable = false\nreason = \"y\"\nanswer = \"yes\"\n",
            FindingKind::AnsweredAside,
        ),
    ] {
        assert!(has(&format!("{HEAD}{text}"), kind), "{text}");
    }
    for lever in ["laptop.lifetime = +1", "electricity = -10%", "room1.pue = 1.3"] {
        let text = format!("{HEAD}[[action]]\nid = \"A\"\nlabel = \"x\"\nlever = \"{lever}\"\n");
        assert!(!has(&text, FindingKind::ImpossibleValue), "{lever}");
    }
    let years = found_in("[plan]\nyears = [2027, 2025]\n", Path::new("."));
    assert!(years.iter().any(|one| one.said.fr.contains("2027 vient après 2025")));
}

#[test]
fn people_named_by_their_addresses_are_told_in_any_section() {
    for text in [
        "[[commitment]]\nid = \"E\"\nlabel = \"x\"\nowner = \"jean.dupont@agglo.example\"\n",
        "[territory]\nconsultation = \"appeler le 06 12 34 56 78\"\n",
        "[[meeting]]\non = 2026-01-01\nbody = \"x\"\npresent = [\"a@b.example\"]\n",
        "[plan]\nlead = \"a@b.example\"\n",
        "[plan]\nperimeter = \"Contact : a.b[at]c.example\"\n",
        "[[validation]]\nstate = \"committee\"\non = 2025-01-28\nby = \"conseil municipal, maire : Claude LEROY\"\n",
        "[[commitment]]\nid = \"E\"\nlabel = \"x\"\nowner = \"P. Lefèvre\"\n",
        "[[evidence]]\nid = \"P\"\ntitle = \"x\"\nkind = \"means\"\nfile = \"preuves/CV 06 12 34 56 78.pdf\"\n",
    ] {
        assert!(has(text, FindingKind::PersonalData), "{text}");
    }
    let roles = "[[commitment]]\nid = \"E\"\nlabel = \"x\"\nowner = \"service achats\"\n[[evidence]]\nid = \"P\"\ntitle = \"x\"\nkind = \"means\"\nfile = \"a/b-1.2.3.4.pdf\"\n";
    assert!(!has(roles, FindingKind::PersonalData));
}

#[test]
fn the_check_as_csv_names_the_file_that_it_says_is_not_there() {
    let text = "[[evidence]]\nid = \"P\"\ntitle = \"x\"\nkind = \"means\"\nfile = 'preuves\\lu.par.jean@x.example.pdf'\n";
    let found = found_in(text, Path::new("."));
    let csv =
        empreinte_plan::check_csv(Vec::new(), &found, &[], ground::table::CsvDialect::Standard);
    let csv = String::from_utf8(csv.unwrap()).unwrap();
    assert!(csv.contains("`preuves\\lu.par.jean@x.example.pdf` n'est pas là"), "{csv}");
}

/// Documents, means and results of each criterion stand in the table, too.
#[test]
fn the_check_as_csv_tells_what_there_is_of_each_criterion() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.pdf"), "x").unwrap();
    let piece = |id: &str, kind: &str, file: &str| {
        format!(
            "[[evidence]]\nid = \"{id}\"\ntitle = \"x\"\nkind = \"{kind}\"\nfile = \"{file}\"\ncriteria = [\"C1\"]\n"
        )
    };
    let text = format!(
        "[[criterion]]\nid = \"C1\"\nlabel = \"x\"\n[[criterion]]\nid = \"C2\"\nlabel = \"y\"\napplicable = false\n{}{}{}",
        piece("P1", "document", "a.pdf"),
        piece("P2", "result", "a.pdf"),
        piece("P3", "means", "b.pdf")
    );
    let plan = Plan::parse(Path::new("plan.toml"), &text).unwrap();
    let covered = coverage(&plan, &Seals::of(&plan, folder.path()));
    let csv =
        empreinte_plan::check_csv(Vec::new(), &[], &covered, ground::table::CsvDialect::Standard);
    let csv = String::from_utf8(csv.unwrap()).unwrap();
    let rows: Vec<&str> = csv.lines().skip(1).collect();
    assert_eq!(rows[0], "coverage,,criterion C1,,,,,,1,0,1,1");
    assert_eq!(rows[1], "coverage,,criterion C2,,non applicable,not applicable,,,0,0,0,0");
}

#[test]
fn a_slip_of_the_pen_in_a_type_is_told_the_type_that_was_meant() {
    for (word, meant) in [("lapotp", "laptop"), ("Serveur", "server"), ("moniteurs", "monitor")] {
        let text = format!("[[criterion]]\nid = \"C\"\nlabel = \"x\"\ntypes = [\"{word}\"]\n");
        let found = found_in(&text, Path::new("."));
        let told = found.iter().find(|one| one.kind == FindingKind::UnknownReference).unwrap();
        let near: Vec<&str> = told.write.en.split([' ', ',']).collect();
        assert!(near.contains(&meant), "{word}: {}", told.write.en);
    }
}
