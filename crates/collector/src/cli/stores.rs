//! What is done with what is kept: exported, summed, deleted.

use super::people::unknown;
use super::{CollectorEnd, Context, keys, of_file, of_store, print, refused, table, unusable};
use crate::carried::{self, CarriedFault};
use crate::clock;
use crate::export::{self, ExportFault, FEWEST};
use crate::retention::{self, MONTHS};
use crate::store::{self, Month, MonthSum};
use clap::ArgMatches;
use ground::lang::{Noun, Text};
use ground::table::text_of_input;
use ground::text;
use record::energy::{BrokenFigures, ExpectedLine, MethodFigures};
use record::{AgentId, RecordDay};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

const MACHINES: Noun = Noun::new(
    ("machine d’agents", "machines d’agents"),
    ("machine of agents", "machines of agents"),
);
const NAMES: Noun = Noun::new(("nom", "noms"), ("name", "names"));
const SCREENS: Noun = Noun::new(("écran", "écrans"), ("screen", "screens"));
const PAPERS: Noun =
    Noun::new(("document GLPI", "documents GLPI"), ("GLPI document", "GLPI documents"));
const PERIODS: Noun = Noun::new(
    ("période d’énergie", "périodes d’énergie"),
    ("period of energy", "periods of energy"),
);
const ASSUMED: Noun = Noun::new(
    (
        "machine sans mesure (qualité F ou V) : son énergie reste celle que le calcul suppose",
        "machines sans mesure (qualité F ou V) : leur énergie reste celle que le calcul suppose",
    ),
    (
        "machine without a measure (grade F or V): its energy stays what the assessment assumes",
        "machines without a measure (grade F or V): their energy stays what the assessment assumes",
    ),
);
const AGAIN: Noun = Noun::new(
    (
        "journée recalculée par d’autres valeurs publiées que celles de son agent ; la colonne \
         source de sa période le dit",
        "journées recalculées par d’autres valeurs publiées que celles de leur agent ; la colonne \
         source de leurs périodes le dit",
    ),
    (
        "day derived again by other published figures than its agent's; the column source of its \
         period says so",
        "days derived again by other published figures than their agent's; the column source of \
         their periods says so",
    ),
);
const AS_SENT: Noun = Noun::new(
    (
        "journée laissée telle qu’envoyée : son enregistrement ne redonne pas ce que l’agent avait \
         dit",
        "journées laissées telles qu’envoyées : leur enregistrement ne redonne pas ce que l’agent \
         avait dit",
    ),
    (
        "day left as it was sent: its record does not give what the agent said",
        "days left as they were sent: their records do not give what the agent said",
    ),
);
const PARTIAL: Noun = Noun::new(
    (
        "journée dont moins de la moitié a été mesurée, laissée inconnue",
        "journées dont moins de la moitié a été mesurée, laissées inconnues",
    ),
    (
        "day of which less than half was measured, left unknown",
        "days of which less than half was measured, left unknown",
    ),
);
const AHEAD: Noun = Noun::new(
    (
        "enregistrement daté d’après sa réception, par une horloge déréglée : laissé de côté",
        "enregistrements datés d’après leur réception, par une horloge déréglée : laissés de côté",
    ),
    (
        "record dated after it came, by a clock that was wrong: left out",
        "records dated after they came, by a clock that was wrong: left out",
    ),
);
const ONE_SERIAL: Noun = Noun::new(
    (
        "machine porte le numéro de série d’une autre, et compte",
        "machines portent un numéro de série qu’une autre porte aussi, et comptent chacune : deux \
         systèmes d’une machine, ou deux machines",
    ),
    (
        "machine has the serial number of another, and counts",
        "machines have a serial number that another has too, and each counts: two systems of one \
         machine, or two machines",
    ),
);

const UNKNOWN: Noun = Noun::new(
    (
        "agent n’a pas encore dit quelle machine il suit : ses journées attendent",
        "agents n’ont pas encore dit quelle machine ils suivent : leurs journées attendent",
    ),
    (
        "agent has not said yet which machine it follows: its days wait",
        "agents have not said yet which machine they follow: their days wait",
    ),
);

pub(super) fn this_month() -> Month {
    Month::of_number(clock::day_of(clock::now())).unwrap_or(Month { year: 2026, month: 1 })
}

/// Why a year is not exported, and what to do.
fn not_exported(context: &Context, year: i16, fault: ExportFault) -> Text {
    match fault {
        ExportFault::Store(fault) => of_store(&fault),
        ExportFault::File(fault) => of_file(context, &fault),
        ExportFault::Nothing => {
            text!(
                "ce stockage n’a rien de {year}, et ce dossier a ce qu’un export précédent a écrit : rien n’y est changé ; est-ce le bon stockage (`--state`, `--store`) ? Sinon, effacez ces fichiers",
                "this store has nothing of {year}, and this folder has what an earlier export wrote: nothing in it is changed; is it the right store (`--state`, `--store`)? If it is, delete these files"
            )
        }
        ExportFault::Unnamed(count) => {
            text!(
                "documents de ce dossier qu’un changement de clé (`key rotate`) a laissés sans nom : {count}. Leurs machines compteraient deux fois dès qu’elles reviennent : rien n’y est changé ; donnez un autre dossier",
                "documents of this folder that a change of key (`key rotate`) left without a name: {count}. Their machines would count twice once they come back: nothing in it is changed; give another folder"
            )
        }
        ExportFault::Forgotten(months) => {
            let months = months.join(", ");
            text!(
                "le stockage n’a plus toutes les journées de {months} (`forget`), et ce dossier a celles qu’un export précédent a écrites : rien n’y est changé ; pour écrire ce qui reste, donnez un autre dossier",
                "the store has no longer all days of {months} (`forget`), and this folder has those that an earlier export wrote: nothing in it is changed; to write what is left, give another folder"
            )
        }
    }
}

pub(super) fn export(context: &Context, own: &ArgMatches) -> CollectorEnd {
    let mut store = context.store()?;
    let Some(folder) = own.get_one::<PathBuf>("estate") else { return Ok(()) };
    if folder.exists() && !folder.is_dir() {
        return Err(unusable(&folder.display().to_string(), ErrorKind::NotADirectory));
    }
    let now = this_month().year;
    let year = own.get_one::<i16>("year").copied().unwrap_or(now);
    if year > now {
        return Err(text!(
            "{year} n’a pas commencé : aucune machine n’y a encore été",
            "{year} has not begun: no machine was there yet"
        ));
    }
    let figures = own.get_one::<PathBuf>("figures").map(|folder| figures(folder)).transpose()?;
    let told = export::estate(store.as_mut(), folder, year, figures)
        .map_err(|fault| not_exported(context, year, fault))?;
    let files = [
        (told.machines, MACHINES),
        (told.screens, SCREENS),
        (told.papers, PAPERS),
        (told.rows, PERIODS),
    ];
    let files = files.map(|(count, noun)| noun.said(context.lang, count as f64)).join(", ");
    context.say(&text!("{year} : {files}", "{year}: {files}"));
    if told.kwh > 0.0 {
        let kwh = context.lang.number(told.kwh, 1);
        // Nearly all is not all.
        let share = (told.kwh_well / told.kwh * 100.0).min(100.0);
        let share = if share < 100.0 { share.min(99.0) } else { share };
        let share = context.lang.percent(share / 100.0);
        context.say(&text!(
            "{kwh} kWh mesurés, dont {share} de qualité B ou mieux",
            "{kwh} kWh measured, {share} of it by grade B or better"
        ));
    }
    if told.lost > 0 {
        let lost = told.lost;
        context.say(&text!(
            "trous entre deux journées où un enregistrement n’est jamais venu, laissés inconnus : {lost}",
            "gaps between two days in which a record never came, left unknown: {lost}"
        ));
    }
    for (count, fr, en) in [
        (
            told.removed,
            "documents d’un export précédent retirés",
            "documents of an earlier export taken away",
        ),
        (
            told.left,
            "documents d’un export précédent que le stockage n’a plus, laissés",
            "documents of an earlier export that the store has no longer, left there",
        ),
    ] {
        if count > 0 {
            context.say(&text!("{fr} : {count}", "{en}: {count}"));
        }
    }
    if !told.forgotten.is_empty() {
        let months = told.forgotten.join(", ");
        context.say(&text!(
            "mois dont le stockage n’a plus toutes les journées (`forget`) : {months}",
            "months of which the store has no longer all days (`forget`): {months}"
        ));
    }
    for (count, noun) in [
        (told.assumed, ASSUMED),
        (told.again, AGAIN),
        (told.as_sent, AS_SENT),
        (told.unknown, UNKNOWN),
        (told.one_serial, ONE_SERIAL),
        (told.ahead, AHEAD),
        (told.partial, PARTIAL),
    ] {
        if count > 0 {
            context.say(&noun.count(count as f64));
        }
    }
    Ok(())
}

/// The figures of a folder, in place of those of the program; one table of two is enough.
fn figures(folder: &Path) -> Result<MethodFigures, Text> {
    let shown = folder.display();
    let table = |name: &str| match text_of_input(&folder.join(name)) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(text!(
            "{shown}/{name} : illisible ({error})",
            "{shown}/{name}: unreadable ({error})"
        )),
    };
    let (classes, processors) = (table("classes.csv")?, table("processors.csv")?);
    if classes.is_none() && processors.is_none() {
        return Err(text!(
            "{shown} : ni classes.csv, ni processors.csv",
            "{shown}: neither classes.csv nor processors.csv"
        ));
    }
    MethodFigures::shipped().with(classes, processors).map_err(
        |BrokenFigures { table, line, expected }| {
            let Text { fr, en } = expected_of(expected);
            text!(
                "{shown}/{table}, ligne {line} : attendu {fr}",
                "{shown}/{table}, line {line}: expected {en}"
            )
        },
    )
}

fn expected_of(expected: ExpectedLine) -> Text {
    match expected {
        ExpectedLine::Heading(heading) => {
            text!("les titres `{heading}`", "the headings `{heading}`")
        }
        ExpectedLine::Class(class) => text!("une ligne `{class}` dessous", "a row `{class}` below"),
        ExpectedLine::Numbers => text!(
            "onze nombres positifs, la consommation typique de la basse à la haute, la part de \
             l’alimentation entre 0 et 1",
            "eleven numbers of zero or more, typical consumption from low to high, the supply's \
             share between 0 and 1"
        ),
        ExpectedLine::Power => {
            text!(
                "cinq cellules, dont une puissance de 1 à 2000 W (tdp_w)",
                "five cells, of which a power of 1 to 2000 W (tdp_w)"
            )
        }
    }
}

pub(super) fn summary(context: &Context, own: &ArgMatches) -> CollectorEnd {
    let mut store = context.store()?;
    let text = own.get_one::<String>("month").cloned().unwrap_or_else(String::new);
    let month = Month::parse(&text).ok_or_else(|| {
        text!(
            "« {text} » n’est pas un mois ; attendu 2026-11",
            "`{text}` is no month; expected 2026-11"
        )
    })?;
    let lines = export::summary(store.as_mut(), month).map_err(|fault| of_store(&fault))?;
    let notes = store.notes().map_err(|fault| of_store(&fault))?;
    if notes.iter().any(|note| note.lost_month() == Some(month)) {
        context.say(&text!(
            "les journées de {month} ont été perdues (`forget --lost`) : ici n’est que ce qui est revenu depuis",
            "the days of {month} were lost (`forget --lost`): here is only what came again since"
        ));
    }
    // An estate that is itself a small group is told to those who keep it, by `export` alone.
    let few = |line: &MonthSum| usize::try_from(line.machines).is_ok_and(|count| count < FEWEST);
    let (small, shown): (Vec<_>, Vec<_>) = lines.into_iter().partition(few);
    let withheld = small.len();
    let headings =
        ["month", "site", "class", "grade", "machines", "days", "kwh", "kwh_low", "kwh_high"];
    table(&headings, shown, |out, line| {
        let kwh = |wh: f64| wh.round() / 1000.0;
        out.text(&line.month).text(&line.site).text(&line.class).text(&line.grade);
        out.number(line.machines as f64).number(line.days as f64);
        out.number(kwh(line.wh)).number(kwh(line.lo)).number(kwh(line.hi));
    });
    if withheld > 0 {
        context.say(&text!(
            "groupes de moins de cinq machines, non montrés : {withheld}",
            "groups of fewer than five machines, not shown: {withheld}"
        ));
    }
    let ahead = export::ahead(store.as_mut(), month).map_err(|fault| of_store(&fault))?;
    if ahead > 0 {
        context.say(&AHEAD.count(ahead as f64));
    }
    Ok(())
}

pub(super) fn silent(context: &Context, own: &ArgMatches) -> CollectorEnd {
    let mut store = context.store()?;
    let days: i64 = own.get_one("days").copied().unwrap_or(30);
    let found = export::silent(store.as_mut(), days, clock::now());
    let found = found.map_err(|fault| of_store(&fault))?;
    table(&["equipment_id", "site", "last_day", "days_silent"], found, |out, machine| {
        out.text(&machine.equipment_id).text(&machine.site);
        out.text(machine.last_day.as_deref().unwrap_or("")).number(machine.days as f64);
    });
    Ok(())
}

pub(super) fn batteries(context: &Context, own: &ArgMatches) -> CollectorEnd {
    let mut store = context.store()?;
    let below = f64::from(own.get_one::<u8>("below").copied().unwrap_or(80));
    let found = export::worn(store.as_mut(), below);
    let (found, known) = found.map_err(|fault| of_store(&fault))?;
    let worn = found.len();
    let headings = ["equipment_id", "model", "site", "capacity_percent", "cycles", "day"];
    table(&headings, found, |out, battery| {
        let day =
            RecordDay::from_number(battery.day).map_or_else(String::new, |day| day.to_string());
        out.text(&battery.equipment_id).text(&battery.model).text(&battery.site);
        out.number(battery.health);
        out.maybe(battery.cycles.map(f64::from)).text(&day);
    });
    let below = context.lang.number(below, 0);
    context.say(&text!(
        "machines dont la batterie dit sa capacité : {known}, dont sous {below} % : {worn}",
        "machines whose battery says its capacity: {known}, of which below {below}%: {worn}"
    ));
    Ok(())
}

pub(super) fn import(context: &Context, own: &ArgMatches) -> CollectorEnd {
    let mut store = context.store()?;
    let key = keys::open(context, store.as_mut())?;
    let mut refused = 0;
    for path in own.get_many::<PathBuf>("files").into_iter().flatten() {
        let shown = path.display();
        match carried::take(store.as_mut(), &key, path) {
            Ok(told) => {
                let (stored, again) = (told.stored, told.again);
                let (conflict, rejected) = (told.conflict, told.rejected);
                context.say(&text!(
                    "{shown} : rangés {stored}, déjà là {again}, en conflit {conflict}, refusés {rejected}",
                    "{shown}: stored {stored}, there already {again}, in conflict {conflict}, refused {rejected}"
                ));
                refused::said(context, &told);
            }
            Err(CarriedFault::Store(fault)) => return Err(of_store(&fault)),
            Err(CarriedFault::File(kind)) => {
                refused += 1;
                context.say(&unusable(&shown.to_string(), kind));
            }
            Err(CarriedFault::Over) => {
                refused += 1;
                context.say(&text!(
                    "{shown} est scellé par un jeton fini ou épuisé, et son agent est nouveau : rien \
                     n’en est rangé ; il lui faut un autre jeton",
                    "{shown} is sealed by a token that is over or used up, and its agent is new: \
                     nothing of it is stored; it needs another token"
                ));
            }
            Err(CarriedFault::Malformed) => {
                refused += 1;
                context.say(&text!(
                    "{shown} n’est pas un fichier d’agent, ou il est coupé",
                    "{shown} is no file of an agent, or it is cut"
                ));
            }
            Err(CarriedFault::Seal) => {
                refused += 1;
                context.say(&text!(
                    "{shown} n’est scellé par aucun jeton valable : rien n’en est rangé",
                    "{shown} is sealed by no token that is good: nothing of it is stored"
                ));
            }
            Err(CarriedFault::Network) => {
                refused += 1;
                context.say(&text!(
                    "l’agent de {shown} envoie par le réseau, avec un secret à lui : ses journées \
                     viennent par là ; rien de ce fichier n’est rangé",
                    "the agent of {shown} sends by the network, with a secret of its own: its days \
                     come that way; nothing of this file is stored"
                ));
            }
            Err(CarriedFault::Name) => {
                refused += 1;
                context.say(&text!(
                    "l’agent de {shown} est révoqué ou effacé, ou d’un autre site que son jeton : \
                     rien n’en est rangé",
                    "the agent of {shown} is revoked or erased, or of another site than its token: \
                     nothing of it is stored"
                ));
            }
        }
    }
    if refused > 0 {
        return Err(text!("fichiers refusés : {refused}", "files refused: {refused}"));
    }
    Ok(())
}

pub(super) fn forget(context: &Context, own: &ArgMatches) -> CollectorEnd {
    if own.get_flag("lost") && store::is_made(&context.place()) {
        for given_up in store::give_up(&context.place()).map_err(|fault| of_store(&fault))? {
            let month = given_up.month;
            if given_up.is_own {
                print(&format!("lost month={month}"));
            }
            if !given_up.is_own && given_up.aside.is_none() {
                context.say(&text!(
                    "le fichier vide de {month}, d’aucun mois rangé, est ôté",
                    "the empty file of {month}, of no month that is kept, is taken away"
                ));
            }
            if let Some(aside) = given_up.aside {
                let aside = aside.display();
                context.say(&text!(
                    "le fichier de {month}, abîmé ou d’un autre mois, est gardé dans {aside}",
                    "the file of {month}, damaged or of another month, is kept in {aside}"
                ));
            }
        }
        return Ok(());
    }
    let mut store = context.store()?;
    if let Some(name) = own.get_one::<String>("agent") {
        let papers = store.papers().map_err(|fault| of_store(&fault))?;
        if papers.iter().any(|paper| paper.key == *name) {
            let line = retention::forget_paper(store.as_mut(), name);
            print(&line.map_err(|fault| of_store(&fault))?);
            context.say(&text!(
                "si l’agent de cette machine tourne encore, il l’enverra de nouveau : ôtez-le",
                "if this machine's agent still runs it will send it again: take it away"
            ));
            return Ok(());
        }
        let agents = store.agents().map_err(|fault| of_store(&fault))?;
        let machines = store.machines().map_err(|fault| of_store(&fault))?;
        let heard = store.heard().map_err(|fault| of_store(&fault))?;
        // What came of it while it was erased is of no agent any more.
        let is_known = |id: &AgentId| {
            agents.iter().any(|agent| agent.id == *id)
                || machines.iter().any(|kept| kept.agent == *id)
                || heard.iter().any(|known| known.agent == *id)
        };
        let known = AgentId::parse(name).ok().filter(is_known);
        let id = known.ok_or_else(|| unknown(name))?;
        let names = export::names_of(store.as_mut(), &id).map_err(|fault| of_store(&fault))?;
        if names.len() > 1 {
            let count = NAMES.said(context.lang, names.len() as f64);
            context.say(&text!(
                "cette machine s’est enrôlée sous {count} : tous sont effacés",
                "this machine enrolled under {count}: all of them are erased"
            ));
        }
        for name in names {
            let line = retention::forget_agent(store.as_mut(), &name);
            print(&line.map_err(|fault| of_store(&fault))?);
        }
        return Ok(());
    }
    let months = own.get_one::<i32>("months").copied().unwrap_or(MONTHS);
    // What is deleted is told even where another month then is not.
    let forgot = retention::forget_days(store.as_mut(), this_month(), months, &mut print);
    forgot.map_err(|fault| of_store(&fault))
}

pub(super) fn journal(context: &Context) -> CollectorEnd {
    let mut store = context.store()?;
    for note in store.notes().map_err(|fault| of_store(&fault))? {
        print(&format!("{} {} {}", clock::stamp(note.at), note.kind, note.text));
    }
    Ok(())
}
