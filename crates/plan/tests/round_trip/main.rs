//! What goes out comes back: JSON, CSV, TOML, sheets; documents name what they leave out.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its input fails where it stands")]

mod sheets;

use empreinte_plan::{
    CommitmentVerdict, DocumentBlock, PLAN_MARKDOWN_MARK, Plan, Seals, Status, document_csv,
    document_json, html, markdown, plan_csv, plan_document, plan_json, read_plan_csv,
    read_plan_json, reen_document, renew, to_toml,
};
use ground::lang::Lang;
use ground::table::{CsvDialect, Day};
use std::collections::BTreeMap;
use std::path::Path;

const PLAN: &str = r#"
[plan]
title = "Plan <b>2025</b> | *x*"
organisation = "=SOMME(A1)"
years = [2025, 2027]
base_year = 2024
state = "draft"

[[theme]]
id = "t"
label = "Thème ; « accents », et \"guillemets\""

[[criterion]]
id = "c1"
theme = "t"
label = "Un référent ?"
roles = ["direction"]

[[criterion]]
id = "c2"
label = "Des achats ?"
roles = ["achats", "direction"]

[[commitment]]
id = "E1"
label = "-20 % d'électricité"
indicator = "it_electricity"
target = "change"
targets = { 2026 = -10.5, "2027-06-30" = -20 }
baseline = { value = 12.25, year = 2024, source = "étude" }

[[commitment]]
id = "E2"
label = "Réemploi"
indicator = "reen_reuse_rate"
target = "floor"
targets = { 2025 = 50 }
law = "décret 2023-266"

[[action]]
id = "A1"
label = "Éteindre"
commitments = ["E1"]
status = "doing"
starts_on = 2025-01-01
additional = false

[[action.means]]
year = 2026
fte = 0.5
eur_planned = 1000
"#;

fn plan() -> Plan {
    Plan::parse(Path::new("plan.toml"), PLAN).unwrap()
}

#[test]
fn a_plan_comes_back_whole_from_json_toml_and_every_csv() {
    let plan = plan();
    assert_eq!(read_plan_json(Path::new("x.json"), &plan_json(&plan).unwrap()).unwrap(), plan);
    assert_eq!(Plan::parse(Path::new("x.toml"), &to_toml(&plan).unwrap()).unwrap(), plan);
    let folder = tempfile::tempdir().unwrap();
    for dialect in [CsvDialect::Standard, CsvDialect::French] {
        let path = folder.path().join("plan.csv");
        std::fs::write(&path, plan_csv(Vec::new(), &plan, dialect).unwrap()).unwrap();
        assert_eq!(read_plan_csv(&path).unwrap(), plan, "{dialect:?}");
    }
}

/// What is read back keeps what would be masked elsewhere: a mask that is read back has lost it.
#[test]
fn no_table_that_is_read_back_loses_a_word() {
    let mut plan = plan();
    let said = "Mme Exemple <lucie.exemple@example.org>, 06 12 34 56 78 ; =1+1";
    plan.commitments[0].owner = said.to_owned();
    plan.criteria[1].note = said.to_owned();
    let folder = tempfile::tempdir().unwrap();
    for dialect in [CsvDialect::Standard, CsvDialect::French] {
        let path = folder.path().join("plan.csv");
        std::fs::write(&path, plan_csv(Vec::new(), &plan, dialect).unwrap()).unwrap();
        assert_eq!(read_plan_csv(&path).unwrap(), plan, "{dialect:?}");
        let sheet = empreinte_plan::sheet(Vec::new(), &plan, Some("achats"), dialect).unwrap();
        std::fs::write(&path, sheet).unwrap();
        let mut read = plan.clone();
        let back = empreinte_plan::read_sheet(&mut read, &path).unwrap();
        assert!(back.aside.is_empty(), "{:?}", back.aside);
        assert_eq!(read, plan, "{dialect:?}");
    }
}

#[test]
fn what_is_no_plan_is_a_fault_and_never_a_panic() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.csv");
    for rows in [
        "commitment,9999999,id,text,E\n",
        "commitment,0,id,text,E\n",
        "commitment,x,id,text,E\n",
        "plan,,title,number,abc\n",
        "plan,,title,whatever,abc\n",
        "plan,,title,json,[\n",
        "plan,,zzz,text,x\n",
        "commitment,1,label,text,x\n",
        "plan,,title,text,x\nplan,1,title,text,x\n",
    ] {
        std::fs::write(&path, format!("section,row,key,kind,value\n{rows}")).unwrap();
        assert!(read_plan_csv(&path).is_err(), "{rows}");
    }
    for json in [
        "",
        "{",
        "[]",
        "{}",
        "{\"plan\": 3}",
        "{\"plan\": []}",
        "{\"zzz\": 1}",
        "{\"commitment\": [[\"E\", \"x\"]]}",
        "{\"commitment\": [{\"id\": \" \", \"label\": \"x\"}]}",
    ] {
        assert!(read_plan_json(Path::new("x.json"), json).is_err(), "{json}");
    }
}

fn status() -> Status {
    status_of(&plan())
}

fn status_of(plan: &Plan) -> Status {
    struct Nothing;
    impl empreinte_plan::HeldAgainst for Nothing {
        fn years(&self) -> Vec<i32> {
            Vec::new()
        }
        fn value(
            &self,
            _: &empreinte_plan::Commitment,
            _: &indicator::Definition,
            _: i32,
        ) -> Option<indicator::Value> {
            Some(indicator::Value::exact(60.0))
        }
        fn other(&self, id: &str, _: i32) -> Option<indicator::Value> {
            (id == "it_electricity").then(|| indicator::Value::exact(93_568.0))
        }
    }
    Status::of(plan, &Nothing, &indicator::Catalogue::shipped().unwrap(), 2026)
}

#[test]
fn documents_escape_what_they_are_given_and_list_what_they_leave_out() {
    let (plan, status) = (plan(), status());
    let on = Day::new(2026, 11, 26).unwrap();
    for lang in [Lang::Fr, Lang::En] {
        let document = plan_document(
            &plan,
            &status,
            &[],
            (&indicator::Catalogue::shipped().unwrap(), on),
            lang,
        );
        let page = html(&document, lang);
        assert!(page.contains("Plan &lt;b&gt;2025") && !page.contains("<b>2025"), "{page}");
        assert!(!page.contains("http") && !page.contains("<script"));
        let text = markdown(&document, lang);
        assert!(text.contains("&lt;b>2025") && text.contains("\\*x\\*"), "{text}");
        let left = lang.label("Autodiagnostic", "Self-diagnosis");
        assert!(document.left_out.iter().any(|(title, by)| title == left && by.contains("init")));
        let reen = markdown(&reen_document(&plan, &status, lang), lang);
        assert!(reen.contains("citizens = ") && reen.contains("3. "), "{reen}");
    }
}

/// The status beside them tells what became of targets gone by: they are no next dates, and none
/// stands as overdue for having been kept.
#[test]
fn the_next_dates_of_a_document_are_none_of_targets_gone_by() {
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../inventories/mairie-exemple");
    let plan = Plan::read(&place).unwrap();
    let catalogue = indicator::Catalogue::shipped().unwrap();
    let status = status_of(&plan);
    let document = |on: Day| plan_document(&plan, &status, &[], (&catalogue, on), Lang::En);
    let targets = |on: Day| {
        let first = document(on).parts.swap_remove(0).blocks;
        let dates = first.into_iter().find_map(|block| match block {
            DocumentBlock::List(dates) => Some(dates),
            _ => None,
        });
        let dates = dates.unwrap();
        assert!(dates.len() > 3, "{dates:?}");
        let of_targets = dates.into_iter().filter(|one| one.contains(": target "));
        of_targets.map(|one| one[..10].to_owned()).collect::<Vec<_>>()
    };
    let day = |year, month, day| Day::new(year, month, day).unwrap();
    let ahead = targets(day(2025, 12, 30));
    assert!(!ahead.is_empty() && ahead.iter().all(|one| one == "2025-12-31"), "{ahead:?}");
    assert_eq!(targets(day(2025, 12, 31)), [""; 0]);
    assert_eq!(targets(day(2026, 11, 26)), [""; 0]);
    // Known again whatever its title.
    let written = markdown(&document(day(2026, 11, 26)), Lang::En);
    assert_eq!(written.lines().nth(2), Some(PLAN_MARKDOWN_MARK));
}

#[test]
fn a_renewed_plan_carries_what_is_not_kept_or_is_law_and_says_why() {
    let (plan, status) = (plan(), status());
    assert_eq!(status.standings[1].verdict, CommitmentVerdict::Ahead);
    let (balance, next) = renew(&plan, &status, &BTreeMap::new(), Lang::En);
    let balance = markdown(&balance, Lang::En);
    assert!(balance.contains("carried over"), "{balance}");
    assert_eq!(
        (next.identity.years.as_slice(), next.identity.base_year),
        (&[2028, 2030][..], Some(2026))
    );
    let ids: Vec<&str> = next.commitments.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(ids, ["E1", "E2"]);
    assert!(
        next.commitments[0].carries.contains("E1") && next.identity.renews == plan.identity.title
    );
    let dropped = BTreeMap::from([("E1".to_owned(), "salle fermée".to_owned())]);
    // A base that was declared for the plan before is none of the next one's.
    assert_eq!(next.commitments[0].baseline, None);
    assert_eq!(next.commitments[0].starts_from(&next), Some(2026));
    let (balance, next) = renew(&plan, &status, &dropped, Lang::Fr);
    let balance = markdown(&balance, Lang::Fr);
    assert!(balance.contains("abandonné") && balance.contains("salle fermée"));
    assert_eq!((next.commitments.len(), next.actions[0].commitments.len()), (1, 0));
    // What is written is read again.
    assert_eq!(Plan::parse(Path::new("x.toml"), &to_toml(&next).unwrap()).unwrap(), next);
}

/// What does not go on is told: shares of entities, actions given up; and how many of each pillar are kept.
#[test]
fn a_balance_tells_each_pillar_and_what_is_left_behind() {
    let text = "[plan]\ntitle = \"P\"\nyears = [2025, 2027]\nbase_year = 2024\n\
        [[commitment]]\nid = \"E1\"\nlabel = \"x\"\nindicator = \"reen_reuse_rate\"\ntarget = \"floor\"\ntargets = { 2026 = 30 }\n\
        [[commitment]]\nid = \"E2\"\nlabel = \"y\"\npillar = \"social\"\nindicator = \"reen_reuse_rate\"\ntarget = \"floor\"\ntargets = { 2026 = 99 }\n\
        [[share]]\ncommitment = \"E1\"\nentity = \"Écoles\"\nyear = 2026\nvalue = 12.5\n\
        [[action]]\nid = \"A1\"\nlabel = \"z\"\nstatus = \"dropped\"\nnote = \"faute de salle\"\n\
        [[action]]\nid = \"A2\"\nlabel = \"w\"\nstatus = \"dropped\"\n";
    let plan = Plan::parse(Path::new("plan.toml"), text).unwrap();
    let status = status_of(&plan);
    let verdicts: Vec<CommitmentVerdict> = status.standings.iter().map(|one| one.verdict).collect();
    assert_eq!(verdicts, [CommitmentVerdict::Ahead, CommitmentVerdict::Late]);
    let (balance, next) = renew(&plan, &status, &BTreeMap::new(), Lang::En);
    let balance = markdown(&balance, Lang::En);
    assert!(balance.contains("| Pillar | kept or ahead | late |"), "{balance}");
    assert!(balance.contains("| environmental footprint | 1 | 0 |"), "{balance}");
    assert!(balance.contains("| social impact | 0 | 1 |"), "{balance}");
    assert!(balance.contains("E1, Écoles: 12.5 in 2026"), "{balance}");
    assert!(balance.contains("A1 z: faute de salle"), "{balance}");
    assert!(balance.contains("A2 w: no reason told") && next.shares.is_empty(), "{balance}");
    // Where there is nothing of them, nothing is said.
    let none = markdown(
        &renew(&plan_of_one(), &status_of(&plan_of_one()), &BTreeMap::new(), Lang::En).0,
        Lang::En,
    );
    assert!(!none.contains("Shares of entities") && !none.contains("Actions dropped"), "{none}");
}

fn plan_of_one() -> Plan {
    let text = "[plan]\ntitle = \"P\"\nyears = [2025, 2027]\nbase_year = 2024\n\
        [[commitment]]\nid = \"E1\"\nlabel = \"x\"\nindicator = \"reen_reuse_rate\"\ntarget = \"floor\"\ntargets = { 2026 = 30 }\n";
    Plan::parse(Path::new("plan.toml"), text).unwrap()
}

/// A step reached keeps no commitment whose last target is still to come; a last target does.
#[test]
fn a_step_that_is_kept_closes_no_commitment_whose_target_is_to_come() {
    let of = |targets: &str| {
        let text = format!(
            "[plan]\ntitle = \"P\"\nyears = [2025, 2027]\nbase_year = 2024\n[[commitment]]\nid = \"E1\"\nlabel = \"x\"\nindicator = \"reen_reuse_rate\"\ntarget = \"floor\"\ntargets = {{ {targets} }}\n"
        );
        let plan = Plan::parse(Path::new("plan.toml"), &text).unwrap();
        let status = status_of(&plan);
        assert_eq!(status.standings[0].verdict, CommitmentVerdict::Ahead);
        let [fr, en] = [Lang::Fr, Lang::En].map(|lang| {
            let (balance, next) = renew(&plan, &status, &BTreeMap::new(), lang);
            (markdown(&balance, lang), next)
        });
        (fr.0, en.0, en.1)
    };
    // 60 in 2026 keeps the step of 50, and not yet 80.
    let (fr, en, next) = of("2026 = 50, 2027 = 80");
    assert!(fr.contains("étape tenue, la cible de 2027 reste à tenir"), "{fr}");
    assert!(en.contains("the target of 2027 is still to be kept"), "{en}");
    assert!(!fr.contains("clos") && next.commitments[0].dated().contains(&(2027, 80.0)), "{fr}");
    let (fr, _, next) = of("2025 = 40, 2026 = 50");
    assert!(fr.contains("tenu, clos") && next.commitments.is_empty(), "{fr}");
}

/// The example with what refers to what is left behind, closed with two commitments dropped.
#[test]
fn a_renewed_plan_names_nothing_that_stayed_behind_and_lists_dates_that_did() {
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../inventories/mairie-exemple");
    let (_, mut text) = Plan::read_with_text(&place).unwrap();
    text.push_str(
        "\n[[action]]\nid = \"Z1\"\nlabel = \"finie\"\nstatus = \"done\"\n\
         [[action]]\nid = \"Z2\"\nlabel = \"laissée\"\nstatus = \"dropped\"\n\
         [[evidence]]\nid = \"Y1\"\ntitle = \"de tout\"\nkind = \"means\"\nactions = [\"Z1\", \"A1\"]\ncommitments = [\"E1\", \"E2\"]\n\
         [[evidence]]\nid = \"Y2\"\ntitle = \"de rien\"\nkind = \"means\"\nactions = [\"Z1\"]\n\
         [[finding]]\nid = \"X1\"\nlabel = \"répondu\"\ngravity = \"improvement\"\naction = \"Z1\"\n\
         [[finding]]\nid = \"X2\"\nlabel = \"sans suite\"\ngravity = \"improvement\"\naction = \"Z2\"\n\
         [[milestone]]\non = 2026-01-01\nlabel = \"Oubliée\"\n\
         [[milestone]]\non = 2026-02-01\nlabel = \"Tenue\"\ndone = true\n",
    );
    let plan = Plan::parse(Path::new("plan.toml"), &text).unwrap();
    let status = status_of(&plan);
    let dropped = BTreeMap::from(
        [("E1", "fini"), ("E8", "autre plan")].map(|(id, why)| (id.into(), why.into())),
    );
    let (balance, next) = renew(&plan, &status, &dropped, Lang::Fr);
    let written = to_toml(&next).unwrap();
    let catalogue = indicator::Catalogue::shipped().unwrap();
    let found = empreinte_plan::check(
        &next,
        &written,
        &Seals::of(&next, &place),
        &catalogue,
        &empreinte_plan::KnownWords::default(),
        None,
    );
    let unknown: Vec<_> = found
        .iter()
        .filter(|one| one.kind == empreinte_plan::FindingKind::UnknownReference)
        .collect();
    assert!(unknown.is_empty(), "{unknown:?}");
    let piece = next.evidence.iter().find(|one| one.id == "Y1").unwrap();
    assert_eq!((piece.actions.join(" "), piece.commitments.join(" ")), ("A1".into(), "E2".into()));
    assert!(next.evidence.iter().all(|one| one.id != "Y2"));
    let open: Vec<(&str, &str)> = next
        .observations
        .iter()
        .map(|one| (one.id.as_str(), one.action.as_str()))
        .filter(|(id, _)| id.starts_with('X'))
        .collect();
    assert_eq!(open, [("X2", "")]);
    let balance = markdown(&balance, Lang::Fr);
    assert!(balance.contains("2026-01-01\u{a0}: Oubliée"), "{balance}");
    assert!(
        !balance.contains("Tenue") && !next.milestones.iter().any(|one| one.label == "Oubliée")
    );
}

#[test]
fn what_is_of_the_plan_before_stays_with_it() {
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../inventories/mairie-exemple");
    let plan = Plan::read(&place).unwrap();
    let (balance, next) = renew(&plan, &status_of(&plan), &BTreeMap::new(), Lang::Fr);
    let first = next.identity.years[0];
    let of = |id: &str| next.commitment(id).unwrap();
    // A floor holds from its date; a change was of its base.
    assert_eq!(of("E7").targets.len(), 1);
    assert!(of("E3").targets.is_empty() && of("E8").targets.is_empty());
    let balance = markdown(&balance, Lang::Fr);
    assert_eq!(balance.matches("sans cible").count(), 2, "{balance}");
    // What is asked of 2027 is still to come in 2026, and is not lost.
    assert!(of("E4").dated().iter().any(|(year, _)| *year == 2027));
    assert!(balance.contains("1 année de moyens qui le dit, sur 3"), "{balance}");
    // Each sum says of how many years it is.
    let means = "[[action]]\nid = \"A\"\nlabel = \"x\"\nmeans = [{ year = 2025, eur_planned = 100, eur_spent = 1 }, { year = 2026, eur_planned = 200, eur_spent = 1 }, { year = 2027, eur_spent = 1 }]\n";
    let of = Plan::parse(Path::new("plan.toml"), means).unwrap();
    let told = markdown(&renew(&of, &status_of(&of), &BTreeMap::new(), Lang::En).0, Lang::En);
    let sums = "300 € planned (2 years of means that tell it, of 3), 3 € spent to date.";
    assert!(told.contains(sums), "{told}");
    assert!(balance.contains("Clôture du plan") && balance.contains("A2 Lot"), "{balance}");
    assert!(next.milestones.iter().all(|one| one.on.0.year() >= first));
    let days = next.actions.iter().flat_map(|one| [one.starts_on, one.ends_on]);
    assert!(days.flatten().all(|day| day.0.year() >= first));
}

#[test]
fn a_table_of_a_plan_may_lack_rows_and_says_what_it_cannot_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.csv");
    let head = "section,row,key,kind,value\n";
    let read = |rows: &str| {
        std::fs::write(&path, format!("{head}{rows}")).unwrap();
        read_plan_csv(&path).map_err(|fault| fault.render(Lang::En))
    };
    let theme =
        |row: u32, id: &str| format!("theme,{row},id,text,{id}\ntheme,{row},label,text,x\n");
    // The second was taken out in a spreadsheet.
    let plan = read(&(theme(1, "a") + &theme(3, "c"))).unwrap();
    let ids: Vec<&str> = plan.themes.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(ids, ["a", "c"]);
    for (rows, said) in [
        ("themes,1,id,text,a\n".to_owned(), "no section of that name"),
        (theme(1, ""), "empty identifier"),
        (theme(1, "a") + "theme,1,label,text,y\n", "given above already"),
        (theme(0, "a"), "from 1"),
    ] {
        let told = read(&rows).unwrap_err();
        assert!(told.contains(said), "{told}");
    }
}

/// The decree asks for an environmental balance: what of it is known is told, what is not is named,
/// and indicators have their names.
#[test]
fn the_reen_report_has_the_environmental_balance_of_the_estate() {
    let plan = plan();
    let mut status = status();
    // Each of its indicators has a name in the catalogue.
    assert_eq!(status.balance.len(), 9);
    for (lang, title, electricity, unknown, rate) in [
        (
            Lang::Fr,
            "1. Programme de travail : bilan environnemental",
            "93\u{202f}568",
            "Non connus",
            "Taux réglementaire de réemploi",
        ),
        (
            Lang::En,
            "1. Work programme: environmental balance",
            "93,568",
            "Not known",
            "Statutory reuse rate",
        ),
    ] {
        let reen = markdown(&reen_document(&plan, &status, lang), lang);
        let balance = reen.split(title).nth(1).unwrap().split("\n## ").next().unwrap();
        assert!(balance.contains(electricity) && balance.contains(unknown), "{balance}");
        assert!(reen.contains(rate) && !reen.contains("reuse\\_rate"), "{reen}");
    }
    // Where nothing is known it is left out, and named.
    status.balance.iter_mut().for_each(|one| one.figure = None);
    let document = reen_document(&plan, &status, Lang::En);
    let left_out = document.left_out.iter().find(|(title, _)| title.contains("environmental"));
    assert!(left_out.unwrap().1.contains("inventories/"), "{:?}", document.left_out);
}

/// The report is the report whatever it is written in, and its title has no empty brackets.
#[test]
fn the_reen_report_is_written_as_data_too() {
    let mut plan = plan();
    plan.identity.organisation = String::new();
    let document = reen_document(&plan, &status(), Lang::Fr);
    assert_eq!(document.title, "Stratégie numérique responsable : bilan 2026");
    let csv = document_csv(Vec::new(), &document, CsvDialect::Standard).unwrap();
    let csv = String::from_utf8(csv).unwrap();
    assert!(csv.starts_with("document,part,row,name,value\n"), "{csv}");
    assert!(
        csv.contains("2. Objectifs et indicateurs de suivi,2,Verdict,\"tenu, ou en avance\""),
        "{csv}"
    );
    let json = document_json(&document);
    assert!(empreinte_plan::is_document_json(&json) && json.contains("3. Mesures et moyens"));
    assert!(!empreinte_plan::is_document_json(&empreinte_plan::plan_json(&plan).unwrap()));
}

/// A base that was declared says so wherever it stands.
#[test]
fn a_declared_base_is_said_to_be_in_every_document() {
    let (plan, mut status) = (plan(), status());
    status.standings[0].base_is_declared = true;
    for (lang, said) in [(Lang::Fr, "(2024, déclarée)"), (Lang::En, "(2024, declared)")] {
        let day = Day::new(2026, 6, 1).unwrap();
        let catalogue = indicator::Catalogue::shipped().unwrap();
        let whole = plan_document(&plan, &status, &[], (&catalogue, day), lang);
        let balance = renew(&plan, &status, &BTreeMap::new(), lang).0;
        for document in [whole, reen_document(&plan, &status, lang), balance] {
            let text = markdown(&document, lang);
            assert!(text.contains(said), "{text}");
            assert!(html(&document, lang).contains(said));
        }
    }
}
