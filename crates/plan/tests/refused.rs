//! What a plan's files say that cannot be read: the line, what is there, and what to write.

use empreinte_plan::Plan;
use ground::lang::Lang;
use std::path::Path;

#[test]
fn a_key_a_word_or_a_date_that_is_none_is_told_with_its_line() {
    let said = |text: &str| Plan::parse(Path::new("plan.toml"), text).unwrap_err().render(Lang::Fr);
    let key = said("[plan]\ntitel = \"x\"\n");
    assert!(key.contains("`titel` n'est pas une clé connue") && key.contains("ligne 2"), "{key}");
    assert!(key.contains("`title`"), "{key}");
    let word = said("[[commitment]]\nid = \"E\"\nlabel = \"x\"\ntarget = \"cieling\"\n");
    assert!(
        word.contains("`cieling`") && word.contains("ceiling") && word.contains("ligne 4"),
        "{word}"
    );
    let lacking = said("[[commitment]]\nlabel = \"x\"\n");
    assert!(lacking.contains("il manque `id`"), "{lacking}");
    for broken in [
        "[plan",
        "[[milestone]]\non = \"hier\"\nlabel = \"x\"\n",
        "[plan]\nyears = 3\n",
        "plan = 3\n",
    ] {
        let told = said(broken);
        assert!(told.contains("plan.toml, ligne") && told.contains("plan.md"), "{told}");
    }
}

#[test]
fn a_plan_that_is_no_utf8_says_the_line() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("plan.toml");
    std::fs::write(&path, b"[plan]\ntitle = \"mati\xe8re\"\n").unwrap();
    let said = Plan::read(root.path()).unwrap_err().render(Lang::En);
    assert!(said.contains("not UTF-8") && said.contains("line 2"), "{said}");
    let nothing = Plan::read(&root.path().join("absent.toml")).unwrap_err().render(Lang::En);
    assert!(nothing.contains("plan init"), "{nothing}");
}

#[cfg(unix)]
#[test]
fn a_plan_that_is_no_file_is_refused_before_it_is_read() {
    let root = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink("/dev/zero", root.path().join("plan.toml")).unwrap();
    assert!(Plan::read(root.path()).is_err());
}

#[test]
fn a_number_as_people_write_it_is_told_how_to_be_written() {
    let said = |targets: &str| {
        let text = format!("[[commitment]]\nid = \"E\"\nlabel = \"x\"\ntargets = {targets}\n");
        Plan::parse(Path::new("plan.toml"), &text).unwrap_err().render(Lang::Fr)
    };
    for (targets, write) in [
        ("{ 2027 = -15,5 }", "écrivez `2027 = -15.5`"),
        ("{ 2027 = 15,5, 2028 = 16 }", "écrivez `2027 = 15.5`"),
        ("{ 2026 = -5, 2027 = \"-15 %\" }", "écrivez `2027 = -15`"),
        ("{ 2027 = -15 % }", "écrivez `2027 = -15`"),
        ("{ 2027 = \"12\" }", "écrivez `2027 = 12`"),
        ("{ 2027 = 1,500 }", "un nombre a un point décimal et rien entre ses milliers"),
    ] {
        assert!(said(targets).contains(write), "{targets}: {}", said(targets));
    }
}

#[test]
fn a_value_written_as_people_write_it_is_told_as_the_file_has_it() {
    for (text, line, write) in [
        ("[plan]\nbase_year = \"2025\"\n", 2, Some("`base_year = 2025`")),
        ("[plan]\npopulation = 62 000\n", 2, Some("`population = 62000`")),
        ("[plan]\ncommunicated_on = 31/12/2026\n", 2, Some("`communicated_on = 2026-12-31`")),
        ("[plan]\ntitle = 5\n", 2, Some("`title = \"5\"`")),
        ("[plan]\ntitle = [\"a\", \"b\"]\n", 2, None),
        (
            "[[criterion]]\nid = \"C\"\nlabel = \"x\"\napplicable = oui\n",
            4,
            Some("`applicable = true`"),
        ),
        (
            "[[criterion]]\nid = \"C\"\nlabel = \"x\"\napplicable = \"non\"\n",
            4,
            Some("`applicable = false`"),
        ),
        (
            "[[criterion]]\nid = \"C\"\nlabel = \"x\"\nroles = \"achats\"\n",
            4,
            Some("`roles = [\"achats\"]`"),
        ),
    ] {
        let told = Plan::parse(Path::new("plan.toml"), text).unwrap_err().render(Lang::Fr);
        assert!(told.contains(&format!("plan.toml, ligne {line}")), "{text}: {told}");
        match write {
            Some(write) => assert!(told.contains(&format!("écrivez {write}")), "{text}: {told}"),
            None => assert!(!told.contains("écrivez"), "{text}: {told}"),
        }
    }
    // A day as text is read, whichever way it is written.
    let text = "[plan]\ncommunicated_on = \"31/12/2026\"\n";
    let plan = Plan::parse(Path::new("plan.toml"), text).unwrap();
    assert_eq!(plan.identity.communicated_on.unwrap().to_string(), "2026-12-31");
}

#[test]
fn a_criterion_that_the_plan_has_not_is_told_with_the_nearest() {
    let text = "[[criterion]]\nid = \"achats-1\"\nlabel = \"x\"\n[[criterion]]\nid = \"dechets\"\nlabel = \"y\"\n";
    let mut plan = Plan::parse(Path::new("plan.toml"), text).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("achats.csv");
    std::fs::write(&path, "criterion;answer\nachat-1;oui\n").unwrap();
    let read = empreinte_plan::read_sheet(&mut plan, &path).unwrap();
    let told = read.aside[0].render(Lang::Fr);
    assert!(
        told.contains("achats.csv, ligne 2") && told.contains("critères du plan : achats-1"),
        "{told}"
    );
}

#[test]
fn a_wrong_key_a_list_and_a_sentence_are_told_nothing_of_numbers() {
    let head = "[[commitment]]\nid = \"E\"\nlabel = \"x\"\n";
    for text in [
        "[plan]\nyeers = [2025,2027]\n".to_owned(),
        format!("{head}targts = {{2026=-5,2027=-10}}\n"),
        "[plan]\ntitel = \"Réduire de 15 %\"\n".to_owned(),
        // The same with another fault than the key's.
        "[plan]\nyears = [2025,2027\n".to_owned(),
        format!("{head}targets = {{2026=-5,2027=-10\n"),
    ] {
        let told = Plan::parse(Path::new("plan.toml"), &text).unwrap_err().render(Lang::Fr);
        assert!(!told.contains("point décimal") && !told.contains("écrivez"), "{text}: {told}");
    }
    // A sentence whose quotes are not closed is told that, and nothing of its number.
    let open = "[plan]\ntitle = \"Réduire de 15 %\n";
    let told = Plan::parse(Path::new("plan.toml"), open).unwrap_err().render(Lang::Fr);
    assert!(told.contains("écrivez `title = \"Réduire de 15 %\"`"), "{told}");
    assert!(!told.contains("point décimal"), "{told}");
}

#[test]
fn a_word_of_a_list_is_read_in_french_whatever_its_capitals_and_accents() {
    use empreinte_plan::{Answer, EvidenceKind, Gravity, Progress};
    let read = |answer: &str| {
        let text = format!("[[criterion]]\nid = \"C\"\nlabel = \"x\"\nanswer = {answer}\n");
        Plan::parse(Path::new("plan.toml"), &text).map(|plan| plan.criteria[0].answer.unwrap())
    };
    for (written, answer) in [
        ("\"Oui\"", Answer::Yes),
        ("true", Answer::Yes),
        ("\"PARTIEL\"", Answer::Partly),
        ("\"En partie\"", Answer::Partly),
        ("\"non\"", Answer::No),
        ("\"partly\"", Answer::Partly),
    ] {
        assert_eq!(read(written).unwrap(), answer, "{written}");
    }
    let told = read("\"peut-être\"").unwrap_err().render(Lang::Fr);
    assert!(told.contains("ligne 4") && told.contains("yes, partly, no"), "{told}");
    let text = "[[action]]\nid = \"A\"\nlabel = \"x\"\nstatus = \"A FAIRE\"\n[[evidence]]\nid = \"P\"\ntitle = \"t\"\nkind = \"Resultat\"\n[[finding]]\nid = \"F\"\nlabel = \"x\"\ngravity = \"Non-conformité\"\n";
    let plan = Plan::parse(Path::new("plan.toml"), text).unwrap();
    assert_eq!(plan.actions[0].status, Some(Progress::Todo));
    assert_eq!(plan.evidence[0].kind, EvidenceKind::Result);
    assert_eq!(plan.observations[0].gravity, Gravity::Nonconformity);
    // Written by the program it is the file's own word.
    assert!(empreinte_plan::to_toml(&plan).unwrap().contains("status = \"todo\""));
}

#[test]
fn a_key_of_json_that_is_none_is_named() {
    let json = "{\"plan\": {\n\"titel\": \"x\"}}";
    let told = empreinte_plan::read_plan_json(Path::new("plan.json"), json).unwrap_err();
    let told = told.render(Lang::Fr);
    assert!(told.contains("`titel`") && told.contains("plan.json, ligne 2"), "{told}");
}

/// Each wrong kind says what is expected and shows what the example of the docs has there.
#[test]
fn a_value_of_another_kind_says_the_kind_and_an_example() {
    let commitment = "[[commitment]]\nid = \"E\"\nlabel = \"x\"\n";
    let action = "[[action]]\nid = \"A\"\nlabel = \"x\"\n";
    let criterion = "[[criterion]]\nid = \"C\"\nlabel = \"x\"\n";
    for (head, line, cause, example) in [
        (
            "[plan]\n",
            "base_year = \"deux mille\"",
            "un nombre entier, et non un texte",
            "base_year = 2024",
        ),
        (
            "[plan]\n",
            "population = 18500.5",
            "un nombre entier, 0 ou plus, et non 18500.5",
            "population = 18500",
        ),
        (
            "[plan]\n",
            "population = -3",
            "un nombre entier, 0 ou plus, et non -3",
            "population = 18500",
        ),
        (
            "[plan]\n",
            "years = 2025",
            "une liste entre crochets, et non 2025",
            "years = [2025, 2027]",
        ),
        (
            "[plan]\n",
            "communicated_on = 2025-02-30",
            "le jour de ce mois va de 01 à 28",
            "communicated_on = 2025-02-03",
        ),
        (
            "[plan]\n",
            "communicated_on = \"2025-02-30\"",
            "le jour de ce mois va de 01 à 28",
            "communicated_on = 2025-02-03",
        ),
        (
            "[plan]\n",
            "communicated_on = \"bientôt\"",
            "une date, AAAA-MM-JJ",
            "communicated_on = 2025-02-03",
        ),
        (
            "[plan]\n",
            "communicated_on = 2026",
            "une date, AAAA-MM-JJ",
            "communicated_on = 2025-02-03",
        ),
        (
            commitment,
            "targets = 50",
            "des clés et leurs valeurs, et non 50",
            "targets = { 2025 = -5, \"2027-12-31\" = -15 }",
        ),
        (
            commitment,
            "filter = \"laptop\"",
            "des clés et leurs valeurs, et non un texte",
            "filter = { type = \"laptop\" }",
        ),
        (
            action,
            "additional = \"peut-être\"",
            "`true` (oui) ou `false` (non), et non un texte",
            "additional = true",
        ),
        (
            action,
            "means = 3",
            "une liste entre crochets, et non 3",
            "`[[action.means]]` seul sur sa ligne",
        ),
        (
            action,
            "[[action.means]]\nyear = 2026\neur_planned = \"4 000 €\"",
            "un nombre, et non un texte",
            "eur_planned = 4000",
        ),
        (
            action,
            "status = 5",
            "un mot parmi todo, doing, done, dropped, et non 5",
            "status = \"todo\"",
        ),
        (criterion, "answer = 5", "un mot parmi yes, partly, no, et non 5", "answer = \"partly\""),
    ] {
        let text = format!("{head}{line}\n");
        let told = Plan::parse(Path::new("plan.toml"), &text).unwrap_err().render(Lang::Fr);
        assert!(told.contains(&format!("ligne {}", text.lines().count())), "{line}: {told}");
        assert!(told.contains(cause) && told.contains(example), "{line}: {told}");
        assert!(!told.contains("clés attendues"), "{line}: {told}");
    }
    let told = Plan::parse(Path::new("plan.toml"), &format!("{commitment}target = \"seuil\"\n"));
    let told = told.unwrap_err().render(Lang::Fr);
    assert!(told.contains("mots attendus : change") && !told.contains("clés"), "{told}");
}

#[test]
fn one_milestone_in_single_brackets_is_told_where_it_stands() {
    let one = "on = 2027-01-26\nlabel = \"x\"\n";
    let text = format!("[milestone]\n{one}\n[[milestone]]\n{one}");
    let told = Plan::parse(Path::new("plan.toml"), &text).unwrap_err().render(Lang::Fr);
    assert!(told.contains("ligne 1,") && told.contains("écrivez `[[milestone]]`"), "{told}");
}

/// A key of JSON of another kind says the same, by its line.
#[test]
fn a_value_of_json_of_another_kind_says_the_kind() {
    let json = "{\"plan\": {\n\"base_year\": \"deux\"}}";
    let told = empreinte_plan::read_plan_json(Path::new("plan.json"), json).unwrap_err();
    let told = told.render(Lang::Fr);
    assert!(told.contains("attendu : un nombre entier, et non un texte (ligne 2"), "{told}");
}
