//! The plan from the command line: a blank one, its check, its dates, and its way out and back.

use crate::support::{Folder, Ran, root, run_in};
use std::fs;

fn empreinte(args: &[&str]) -> Ran {
    run_in(root(), args)
}

#[test]
fn a_plan_is_written_once_checked_and_comes_back_from_json() {
    let folder = tempfile::tempdir().unwrap();
    let estate = folder.path().join("parc");
    fs::create_dir_all(estate.join("inventories")).unwrap();
    fs::write(
        estate.join("inventories/2025.csv"),
        "equipment_id,equipment_type,acquired_on,status\n1,laptop,2021-03-01,in_service\n2,monitor,2019-05-01,in_service\n",
    )
    .unwrap();
    let place = estate.to_str().unwrap();
    let init = ["plan", "init", place, "--legal-form", "commune", "--population", "62000"];
    assert_eq!(empreinte(&init).code, Some(0));
    let written = fs::read_to_string(estate.join("plan.toml")).unwrap();
    assert!(written.contains("LOI-STRATEGY") && written.contains("laptop"), "{written}");
    // Each action is in words, not in those of a lever.
    let labels: Vec<&str> =
        written.lines().filter_map(|line| line.strip_prefix("label = ")).collect();
    assert!(labels.len() > 5 && labels.iter().all(|label| !label.contains(" = ")), "{labels:?}");
    // Never over a plan that is there.
    assert_eq!(empreinte(&init).code, Some(2));
    assert_eq!(fs::read_to_string(estate.join("plan.toml")).unwrap(), written);
    assert_eq!(empreinte(&["plan", "check", place]).code, Some(0));
    assert_eq!(empreinte(&["plan", "check", place, "--strict"]).code, Some(3));
    let json = empreinte(&["plan", "export", place, "--format", "json"]).out;
    let file = folder.path().join("plan.json");
    fs::write(&file, &json).unwrap();
    let back = folder.path().join("back/plan.toml");
    let back_word = back.to_str().unwrap();
    assert_eq!(
        empreinte(&["plan", "import", file.to_str().unwrap(), "--out", back_word]).code,
        Some(0)
    );
    fs::copy(&back, estate.join("plan.toml")).unwrap();
    assert_eq!(empreinte(&["plan", "export", place, "--format", "json"]).out, json);
}

/// An estate of two laptops, with its room and a plan.
fn parc(plan: &str) -> Folder {
    Folder::inventory("equipment_id,equipment_type,acquired_on,status\n1,laptop,2021-03-01,in_service\n2,laptop,2022-05-01,in_service\n")
        .with("plan.toml", plan)
}

#[test]
fn levers_are_weighed_by_the_reader_of_scenarios() {
    let action = |lever: &str, status: &str| {
        format!(
            "[[action]]\nid = \"A\"\nlabel = \"x\"\nowner = \"y\"\nstatus = \"{status}\"\nlever = \"{lever}\"\n"
        )
    };
    let impossible = |lever: &str, status: &str| {
        let ran = parc(&action(lever, status)).run(&["plan", "check", ".", "--format", "json"]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        let found: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        let all = found["findings"].as_array().unwrap();
        let mut all = all.iter().filter(|one| one["code"] == "impossible_value");
        all.next().map(|one| one["said"]["en"].as_str().unwrap().to_owned())
    };
    for lever in [
        "laptop.refurbished = 200%",
        "laptop.count = -150%",
        "laptop.lifetime = -50",
        "ROOM.pue = 1.3",
        "laptop.pue = 0.5",
        "nothing.amount = -10%",
        "monitor.lifetime = +1",
        "laptop.count = -10% ; laptop.count = -20%",
    ] {
        let said = impossible(lever, "todo").unwrap_or_else(|| panic!("{lever}"));
        let mut args = vec!["scenario".to_owned(), ".".to_owned(), "--lang=en".to_owned()];
        args.extend(lever.split(" ; ").flat_map(|one| ["--set".to_owned(), one.to_owned()]));
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let scenario = parc("").run(&args);
        assert_eq!(scenario.code, Some(2));
        let text = said.strip_prefix("lever: ").unwrap();
        assert!(scenario.err.contains(text), "{text}: {}", scenario.err);
    }
    for lever in ["laptop.refurbished = 20% of 3", "laptop.lifetime = +1; electricity = -10%"] {
        assert_eq!(impossible(lever, "todo"), None, "{lever}");
    }
    // What was done may have been done to what is no more there.
    assert_eq!(impossible("monitor.lifetime = +1", "done"), None);
    assert!(impossible("laptop.lifetimes = +1", "done").is_some());
}

#[test]
fn duties_that_nobody_can_judge_are_said_on_screen_and_in_the_file() {
    let init = |more: &[&str]| {
        let folder = parc("");
        let mut args = vec!["plan", "init", ".", "--out", "new.toml", "--lang", "fr"];
        args.extend(more);
        let ran = folder.run(&args);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        let file = folder.read("new.toml");
        let of = |text: &str| text.matches("obligation non jugée").count();
        (of(&ran.err), of(&file), file.matches("LOI-").count(), ran.err)
    };
    let (screen, file, duties, said) = init(&["--legal-form", "commune"]);
    assert_eq!((screen, file, duties), (1, 1, 4));
    assert!(said.contains("plus de 50\u{202f}000 habitants : `--population`"), "{said}");
    let (screen, file, duties, said) = init(&[]);
    assert_eq!((screen, file, duties), (4, 4, 1));
    assert!(said.contains("--legal-form"), "{said}");
    let all = init(&["--legal-form", "commune", "--population", "3000"]);
    assert_eq!((all.0, all.1, all.2), (0, 0, 4));
}

#[test]
fn what_is_due_ends_with_three_and_a_calendar_is_the_same_twice() {
    let place = root().join("inventories/mairie-exemple");
    let place = place.to_str().unwrap();
    let due =
        |on: &str, within: &str| empreinte(&["plan", "due", place, "--on", on, "--within", within]);
    assert_eq!(due("2026-12-01", "60d").code, Some(3));
    assert_eq!(due("2024-12-01", "10d").code, Some(0));
    assert_eq!(due("2024-12-01", "soon").code, Some(2));
    let calendar = empreinte(&["plan", "calendar", place]);
    assert!(calendar.out.starts_with("BEGIN:VCALENDAR\r\n"));
    assert_eq!(calendar.out, empreinte(&["plan", "calendar", place]).out);
}

/// What became of each commitment, as a page's first page shows it.
fn verdicts_of(page: &str) -> Vec<(String, String)> {
    let lines = page.split("data-commitment=\"").skip(1);
    let mut all: Vec<(String, String)> = lines
        .map(|rest| {
            let (id, rest) = rest.split_once('"').unwrap();
            let verdict = rest.split_once("data-verdict=\"").unwrap().1.split_once('"').unwrap().0;
            (id.to_owned(), verdict.to_owned())
        })
        .collect();
    all.sort();
    all
}

#[test]
fn the_reports_first_page_shows_what_plan_status_tells() {
    let place = root().join("inventories/mairie-exemple");
    let place = place.to_str().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let status = empreinte(&["plan", "status", place, "--year", "2025", "--format", "json"]);
    let told: serde_json::Value = serde_json::from_str(&status.out).unwrap();
    let told: Vec<(String, String)> = told["commitments"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| [&one["id"], &one["verdict"]].map(|word| word.as_str().unwrap().to_owned()))
        .map(|[id, verdict]| (id, verdict))
        .collect();
    let pinned = [
        ("E1", "ahead"),
        ("E2", "late"),
        ("E3", "not_distinguishable"),
        ("E4", "late"),
        ("E5", "not_distinguishable"),
        ("E6", "not_measurable"),
        ("E7", "late"),
        ("E8", "not_distinguishable"),
    ]
    .map(|(id, verdict)| (id.to_owned(), verdict.to_owned()));
    assert_eq!(told, pinned);
    for (lang, next, words) in [
        (
            "fr",
            "Prochaines dates",
            [
                "1 tenu ou en avance",
                "3 en retard",
                "3 indiscernables ou sans valeur",
                "1 non mesurable",
            ],
        ),
        (
            "en",
            "Next dates",
            ["1 kept or ahead", "3 late", "3 not distinguishable", "1 not measurable"],
        ),
    ] {
        let page = folder.path().join(format!("{lang}.html"));
        let page_word = page.to_str().unwrap();
        let year = ["report", place, "--year", "2025", "--lang", lang, "--out", page_word];
        assert_eq!(empreinte(&year).code, Some(0));
        let page = fs::read_to_string(&page).unwrap();
        let first = page.split_once("class=\"first-page\"").unwrap().1;
        let first = first.split_once("class=\"contents\"").unwrap().0;
        let flat = first.replace('\u{a0}', " ");
        assert_eq!(verdicts_of(first), pinned);
        for word in words {
            assert!(flat.contains(word), "{word}");
        }
        // The next dates after the cut-off day, none of targets of that very day.
        let dates = flat.split_once(next).unwrap().1.split_once("</p>").unwrap().0;
        assert_eq!(dates.matches(" 2026, ").count(), 4, "{dates}");
        assert!(["A1", "A2", "A4"].iter().all(|id| dates.contains(id)), "{dates}");
        // Its numbers.
        for number in ["≥ 50", "≥ 20", "≤ 1"] {
            assert!(flat.contains(number), "{number}");
        }
    }
}

#[test]
fn a_report_without_a_plan_says_in_one_line_how_to_make_one() {
    let folder = tempfile::tempdir().unwrap();
    let place = root().join("inventories/pme-exemple");
    let list = folder.path().join("parc.csv");
    fs::write(&list, "Type,Quantité\nOrdinateur portable,3\n").unwrap();
    let page = folder.path().join("page.html");
    for (place, command) in [
        (place.to_str().unwrap(), "empreinte plan init DOSSIER"),
        (list.to_str().unwrap(), "empreinte init FICHIER --out DOSSIER"),
    ] {
        let page_word = page.to_str().unwrap();
        let ran =
            empreinte(&["report", place, "--year", "2025", "--lang", "fr", "--out", page_word]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        assert!(fs::read_to_string(&page).unwrap().contains(command), "{command}");
    }
}

#[test]
fn a_wrong_plan_takes_no_report_away() {
    let inventory =
        "equipment_id,equipment_type,acquired_on,status\n1,laptop,2021-03-01,in_service\n";
    let folder = Folder::new()
        .with("parc/inventories/2025.csv", inventory)
        .with("parc/plan.toml", "[plan]\ntitle = \"Plan\"\nyeers = [2025, 2027]\n");
    for (lang, card, said) in [
        ("fr", "Le plan n’est pas dit (parc/plan.toml, ligne 3)", "le plan n'est pas dit"),
        ("en", "The plan is not told (parc/plan.toml, line 3)", "the plan is not told"),
    ] {
        let page = format!("{lang}.html");
        let ran = folder.run(&[
            "report",
            "parc",
            "--year",
            "2025",
            "--lang",
            lang,
            "--out",
            page.as_str(),
        ]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        assert!(ran.err.contains(said) && ran.err.contains("yeers"), "{}", ran.err);
        let page = folder.read(&page).replace('\u{a0}', " ");
        assert!(page.contains(card), "{card}");
    }
}

#[test]
fn what_goes_out_is_written_over_its_own_kind_alone() {
    let folder = tempfile::tempdir().unwrap();
    let estate = folder.path().join("parc");
    fs::create_dir_all(estate.join("inventories")).unwrap();
    let inventory =
        "equipment_id,equipment_type,acquired_on,status\n1,laptop,2021-03-01,in_service\n";
    let plan = "[plan]\ntitle = \"Plan\"\nyears = [2025, 2027]\n";
    let files = [
        ("plan.toml", plan),
        ("inventories/2025.csv", inventory),
        // Notes that begin as the plan does are notes.
        ("notes.md", "# Plan\n"),
        ("mine.json", "{\n  \"a\": 1\n}\n"),
        ("mine.ics", "BEGIN:VCALENDAR\r\nPRODID:-//other//\r\nEND:VCALENDAR\r\n"),
        ("report.html", "<meta name=\"generator\" content=\"empreinte 0.1\">"),
    ];
    for (name, text) in files {
        fs::write(estate.join(name), text).unwrap();
    }
    let place = estate.to_str().unwrap();
    let out = |command: &str, format: Option<&str>, name: &str| {
        let target = estate.join(name);
        let mut args = vec!["plan", command, place, "--out", target.to_str().unwrap()];
        args.extend(format.iter().flat_map(|format| ["--format", format]));
        empreinte(&args).code
    };
    for format in ["html", "md", "csv", "json"] {
        for (name, text) in files {
            assert_eq!(out("export", Some(format), name), Some(2), "{format} over {name}");
            assert_eq!(fs::read_to_string(estate.join(name)).unwrap(), text);
        }
        // Over nothing, and again over itself.
        let name = format!("out.{format}");
        assert_eq!(out("export", Some(format), &name), Some(0), "{format}");
        assert_eq!(out("export", Some(format), &name), Some(0), "{format} again");
    }
    // What it wrote is its own under another title too.
    fs::write(estate.join("plan.toml"), plan.replace("Plan", "Notre plan")).unwrap();
    for format in ["html", "md"] {
        assert_eq!(out("export", Some(format), &format!("out.{format}")), Some(0), "{format}");
    }
    fs::write(estate.join("plan.toml"), plan).unwrap();
    for (name, text) in files {
        assert_eq!(out("calendar", None, name), Some(2), "calendar over {name}");
        assert_eq!(fs::read_to_string(estate.join(name)).unwrap(), text);
    }
    assert_eq!([1, 2].map(|_| out("calendar", None, "out.ics")), [Some(0); 2]);
}

/// A sheet goes out as a workbook and comes back as it went; a plan of JSON is taken into the text
/// of the one there, remarks included.
#[test]
fn a_plan_keeps_its_text_when_a_sheet_or_a_changed_plan_comes_in() {
    let text = "# Notre plan\n[plan]\ntitle   = \"Plan\" # voté\n\n[[criterion]]\nid = \"1.1\" # le premier\nlabel = \"Un référent\"\nroles = [\"achats / marchés\"]\n";
    let inventory = "equipment_id,equipment_type\n1,laptop\n";
    let folder =
        Folder::new().with("parc/plan.toml", text).with("parc/inventories/2025.csv", inventory);
    let ran = folder.run(&["plan", "sheets", "parc", "--out", "fiches", "--format", "xlsx"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let sheet = ran.out.trim();
    assert!(sheet.ends_with("achats___marchés.xlsx"), "{sheet}");
    // Cells of lists are chosen from their words, in the language of the sheet.
    let book = fs::File::open(folder.path(sheet)).unwrap();
    let mut xml = String::new();
    let mut book = zip::ZipArchive::new(book).unwrap();
    let mut first = book.by_name("xl/worksheets/sheet1.xml").unwrap();
    std::io::Read::read_to_string(&mut first, &mut xml).unwrap();
    for (column, words) in [
        ("D", "oui,non,sans objet"),
        ("F", "oui,en partie,non,sans objet"),
        ("H", "document,moyen,résultat"),
    ] {
        let list = format!("sqref=\"{column}4:{column}204\"><formula1>\"{words}\"</formula1>");
        assert!(xml.contains(&list), "{xml}");
    }
    let ran = folder.run(&["plan", "import", sheet, "--into", "parc"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), text), "{}", ran.err);
    let json = folder.run(&["plan", "export", "parc", "--format", "json"]).out;
    let json = json.replace("Un référent", "Une référente");
    let folder = folder.with("plan.json", json).with("mauvaise.csv", "criterion,answer\n1.1,bof\n");
    let ran = folder.run(&["plan", "import", "plan.json", "--into", "parc"]);
    assert_eq!(ran.out, text.replace("Un référent", "Une référente"), "{}", ran.err);
    // A wrong cell is said, the plan is given, and the status tells.
    let ran = folder.run(&["plan", "import", "mauvaise.csv", "--into", "parc", "--lang", "fr"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(3), text));
    assert!(
        ran.err.contains("mauvaise.csv, ligne 2, colonne `answer`, valeur `bof`"),
        "{}",
        ran.err
    );
}

/// A filter is held against the estate's own parts, and an estate that cannot be read stops nothing.
#[test]
fn a_filter_is_held_against_what_the_estate_has() {
    let plan = "[plan]\nbase_year = 2024\n[[commitment]]\nid = \"E\"\nlabel = \"x\"\nindicator = \"holding_duration\"\nfilter = { site = \"Mairei\" }\ntargets = { 2027 = 90 }\n";
    let inventory = "equipment_id,equipment_type,acquired_on,status,site,decommissioned_on\n1,laptop,2021-03-01,decommissioned,Mairie,2025-02-01\n2,laptop,2020-03-01,in_service,Mairie,\n";
    let folder = Folder::new().with("parc/plan.toml", plan);
    let check = ["plan", "check", "parc", "--format", "csv", "--lang", "en"];
    let alone = folder.run(&check);
    assert!(!alone.out.contains("unknown_part"), "{}", alone.out);
    assert!(alone.err.contains("held against no estate"), "{}", alone.err);
    let folder = folder.with("parc/inventories/2025.csv", inventory);
    let held = folder.run(&check);
    assert!(
        held.out.contains("unknown_part")
            && held.out.contains("filter: Mairie? the estate has Mairie"),
        "{}",
        held.out
    );
}

/// A base that a plan declares is written with its source, and no change is told from it.
#[test]
fn a_declared_base_is_a_sentence_with_its_source_and_no_change() {
    let plan = "[plan]\n[[commitment]]\nid = \"E\"\nlabel = \"x\"\nindicator = \"it_ghg_annualised\"\ntarget = \"change\"\ntargets = { 2027 = -15 }\nbaseline = { value = 31400, year = 2021, source = \"étude du cabinet X\" }\n";
    let folder = Folder::new()
        .with(
            "parc/inventories/2025.csv",
            "equipment_id,equipment_type,acquired_on,status\n1,laptop,2021-03-01,in_service\n",
        )
        .with("parc/plan.toml", plan)
        .with("page.md", "Depuis 2021, notre empreinte carbone a baissé de 24 %.\n");
    let written = folder.run(&["statement", "parc", "--lang", "fr"]).out;
    assert!(written.contains("déclaré") && written.contains("étude du cabinet X"), "{written}");
    let linted = folder.run(&["statement", "lint", "page.md", "--estate", "parc", "--lang", "fr"]);
    assert_eq!(linted.code, Some(3), "{}", linted.out);
    assert!(linted.out.contains("la base de 2021 est déclarée"), "{}", linted.out);
}

#[test]
fn a_text_is_held_against_what_tables_count_and_no_zero_stands_for_what_is_not_known() {
    let mut rows = "equipment_id,equipment_type,acquired_on,status,exited_on\n".to_owned();
    rows += "1,laptop,2023-03-01,in_service,\n2,laptop,2023-03-01,in_service,\n";
    rows += "3,laptop,2012-03-01,exited,2018-01-01\n4,smartwatch,2023-03-01,in_service,\n";
    let folder = Folder::new().with("parc/inventories/2025.csv", rows);
    let verdicts = |text: &str| {
        let folder = Folder::new()
            .with("parc/inventories/2025.csv", folder.read("parc/inventories/2025.csv"))
            .with("page.md", text);
        let args = ["statement", "lint", "page.md", "--estate", "parc", "--format", "json"];
        let ran = folder.run(&[&args[..], &["--year", "2025"]].concat());
        let all: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        let all =
            all.as_array().cloned().unwrap_or_else(|| all["sentences"].as_array().unwrap().clone());
        all.iter().map(|one| one["verdict"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(verdicts("En 2025, notre parc compte 2 ordinateurs portables.\n"), ["shown"]);
    assert_ne!(verdicts("En 2025, notre parc compte 3 ordinateurs portables.\n"), ["shown"]);
    assert_ne!(verdicts("En 2025, nos montres connectées ont émis 0 kg CO2e.\n"), ["shown"]);
}

/// A figure has the same digits wherever it is told to people: in the plan's status, in its document
/// and in a sentence for the public.
#[test]
fn the_plan_and_the_statement_tell_a_figure_in_the_same_digits() {
    let of = |args: &[&str]| {
        let mut all = args.to_vec();
        all.extend(["--lang", "en"]);
        empreinte(&all).out.replace(['\u{a0}', '\u{202f}'], " ")
    };
    let estate = "inventories/mairie-exemple";
    let status = of(&["plan", "status", estate, "--year", "2025"]);
    let document = of(&["plan", "export", estate, "--year", "2025", "--format", "md"]);
    let statement = of(&["statement", estate, "--year", "2025"]);
    // The plan shows what was read and says beside it what the rest could make of it; the sentence, which
    // goes out alone, has that in its bounds.
    for (plan, sentence) in [
        ("57 (55 – 88)", "57 kg CO₂e (between 55 and 143 kg CO₂e)"),
        ("91,000 (76,000 – 108,000)", "91 MWh (between 71 and 302 MWh)"),
        (
            "with what was not read, 71,020 kWh/yr to 301,602 kWh/yr",
            "91 MWh (between 71 and 302 MWh)",
        ),
    ] {
        assert!(status.contains(plan), "{plan} in {status}");
        assert!(document.contains(plan), "{plan} in {document}");
        assert!(statement.contains(sentence), "{sentence} in {statement}");
    }
}

/// What the program says of an estate passes its own lint, in both languages, pasted as it is printed.
#[test]
fn every_sentence_that_the_program_prints_passes_its_own_lint() {
    for (name, lang) in
        ["mairie-exemple", "pme-exemple"].into_iter().flat_map(|one| [(one, "fr"), (one, "en")])
    {
        let estate = format!("inventories/{name}");
        let year = ["--year", "2025", "--lang", lang];
        let told = empreinte(&[&["statement", &estate][..], &year].concat());
        let all = empreinte(&[&["statement", &estate, "--format", "json"][..], &year].concat());
        let all: serde_json::Value = serde_json::from_str(&all.out).unwrap();
        let own = all["sentences"].as_array().unwrap().len();
        // What is not to be written is quoted below: it is not for the public.
        let end = ["Ce qui ne s'écrit pas", "What is not to be written"];
        let end = end.iter().find_map(|end| told.out.find(end)).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let page = folder.path().join("page.txt");
        fs::write(&page, &told.out[..end]).unwrap();
        let page = page.to_str().unwrap();
        let lint = ["statement", "lint", page, "--estate", &estate, "--format", "json"];
        let linted = empreinte(&[&lint[..], &year].concat()).out;
        let linted: serde_json::Value = serde_json::from_str(&linted).unwrap();
        let linted = linted.as_array().or_else(|| linted["sentences"].as_array()).unwrap();
        assert_eq!(linted.len(), own, "{name} {lang}: {linted:?}");
        for one in linted {
            let verdict = one["verdict"].as_str().unwrap();
            assert!(["shown", "other"].contains(&verdict), "{name} {lang}: {one}");
        }
    }
}
