//! `doctor`: why the grade is what it is, what would raise it, and how sending goes.

use super::{AgentEnd, config, platform, print, settings, state, wall};
use crate::agent::{Agent, peek};
use crate::identity::Keeper;
use crate::lang::{AgentLang, AgentText};
use crate::platform::Access;
use crate::spool::disk::{DiskFolder, MemoryDisk};
use crate::spool::peek_waiting;
use crate::text;
use clap::ArgMatches;
use record::{Class, EnergyMethod, Grade};

pub(super) fn run(matches: &ArgMatches, lang: AgentLang) -> AgentEnd {
    let config = config(matches)?;
    let mut agent = Agent::open(platform(&config), MemoryDisk::default(), settings(&config));
    agent.tick(wall());
    let place = state(&config);
    let folder = DiskFolder::look(&place);
    let kept = peek(&folder);
    let (mut known, _) = agent.knowledge();
    if let Some((_, kept)) = &kept {
        known.fit = kept.fitting().line();
    }
    let line = |text: AgentText| print(text.in_lang(lang));
    let machine = agent.machine();
    let sources = machine.sources;
    let methods = crate::energy::methods(&known, &sources);
    let best = methods.first().cloned().unwrap_or(EnergyMethod::TecDefault);
    let grade = best.grade().unwrap_or(Grade::F);
    let class = class(machine.class);
    let (class_fr, class_en) = (class.fr, class.en);
    let code = best.code();
    line(text!("Machine : {class_fr}"; "Machine: {class_en}"));
    // One that no name tells is not worth a line.
    if let Some(hypervisor) = machine.hypervisor.as_ref().filter(|name| *name != "unknown") {
        line(text!("Hyperviseur : {hypervisor}"; "Hypervisor: {hypervisor}"));
    }
    line(text!("Note : {grade} ({code})"; "Grade: {grade} ({code})"));
    line(text!("Sources :"; "Sources:"));
    for (name, access) in [
        (text!("compteur de la machine entière"; "meter of the whole machine"), sources.meter),
        (text!("batterie"; "battery"), sources.battery),
        (text!("compteur de la plateforme (psys)"; "platform counter (psys)"), sources.psys),
        (text!("compteurs du processeur (RAPL)"; "processor counters (RAPL)"), sources.rapl),
        (text!("charge du processeur"; "processor load"), sources.load),
    ] {
        let (fr, en) = (name.fr, name.en);
        let state = self::access(access);
        let (state_fr, state_en) = (state.fr, state.en);
        line(text!("  {fr} : {state_fr}"; "  {en}: {state_en}"));
    }
    match known.tdp_w {
        Some(watts) => line(text!(
            "  puissance publiée du processeur : {watts} W";
            "  processor's published power: {watts} W"
        )),
        None => line(text!(
            "  puissance publiée du processeur : inconnue";
            "  processor's published power: not known"
        )),
    }
    let lacks = kept.as_ref().map_or_else(
        || crate::energy::Fitting::default().lacks(),
        |(_, kept)| kept.fitting().lacks(),
    );
    let raise = raise(machine.class, sources, known.tdp_w.is_some(), lacks, grade);
    if !raise.is_empty() {
        line(text!("Ce qui relèverait la note :"; "What would raise the grade:"));
        for text in raise {
            let (fr, en) = (text.fr, text.en);
            line(text!("  - {fr}"; "  - {en}"));
        }
    }
    delivery(&config, &folder, kept, lang);
    Ok(())
}

fn access(access: Access) -> AgentText {
    match access {
        Access::Read => text!("lisible"; "read"),
        Access::Forbidden => {
            text!("inaccessible à l’agent"; "there, but not the agent's to read")
        }
        Access::Absent => text!("introuvable"; "not found"),
    }
}

fn class(class: Class) -> AgentText {
    match class {
        Class::Laptop => text!("ordinateur portable"; "laptop"),
        Class::Desktop => text!("ordinateur fixe"; "desktop"),
        Class::AllInOne => text!("ordinateur tout-en-un"; "all-in-one"),
        Class::ThinClient => text!("client léger"; "thin client"),
        Class::Server => text!("serveur"; "server"),
        Class::Virtual => text!("machine virtuelle"; "virtual machine"),
        Class::Unknown => {
            text!("de type inconnu (ni châssis ni batterie)"; "of unknown kind (neither chassis nor battery)")
        }
    }
}

fn raise(
    class: Class,
    sources: crate::platform::Sources,
    tdp: bool,
    lacks: Option<(f64, u32, usize)>,
    grade: Grade,
) -> Vec<AgentText> {
    if class == Class::Virtual {
        return vec![text!(
            "mesurer l’hôte : une machine virtuelle n’a que sa part, jamais ajoutée à un total";
            "measure the host: a virtual machine has a share only, never added to a total"
        )];
    }
    let mut ways = Vec::new();
    if grade > Grade::A {
        ways.push(text!(
            "A : un compteur de la machine (wattmètre ACPI, BMC ou prise) par meter_file";
            "A: a meter of the machine (ACPI power meter, BMC or plug) by meter_file"
        ));
    }
    let on_mains = grade > Grade::B || sources.psys != Access::Read;
    if let (Access::Read, Some((seconds, days, levels)), true) = (sources.battery, lacks, on_mains)
    {
        let minutes = (seconds / 60.0).ceil();
        ways.push(text!(
            "B sur secteur aussi : encore {minutes} min sur batterie, {days} jours et {levels} \
             niveaux de charge pour apprendre la droite de la machine";
            "B on mains too: {minutes} min more on battery, {days} days and {levels} levels of \
             load for the machine to learn its own line"
        ));
    }
    if sources.psys == Access::Forbidden || sources.rapl == Access::Forbidden {
        ways.push(text!(
            "C, ou B avec psys : rendre /sys/class/powercap/*/energy_uj lisible à l’agent (le \
             service installé par le paquet le fait)";
            "C, or B with psys: let the agent read /sys/class/powercap/*/energy_uj (the service \
             that the package installs does)"
        ));
    }
    if !tdp && grade > Grade::D {
        ways.push(text!(
            "D : donner la puissance publiée du processeur par processor_tdp_w";
            "D: give the processor's published power by processor_tdp_w"
        ));
    }
    ways
}

fn delivery(
    config: &crate::config::Config,
    folder: &DiskFolder,
    kept: Option<(crate::spool::SpoolCounts, crate::agent::AgentCheckpoint)>,
    lang: AgentLang,
) {
    let line = |text: AgentText| print(text.in_lang(lang));
    let place = folder.path().display();
    match (&config.collector, &config.outbox) {
        (_, Some(folder)) => {
            let folder = folder.display();
            line(text!("Envoi : fichiers dans {folder}"; "Sending: files in {folder}"));
        }
        (Some(address), None) => line(text!("Envoi : {address}"; "Sending: {address}")),
        (None, None) => line(text!(
            "Envoi : aucun collecteur n’est réglé ; les journées sont gardées";
            "Sending: no collector is set; days are kept"
        )),
    }
    let Some((counts, kept)) = kept else {
        line(text!(
            "État : rien encore dans {place} (ou pas lisible) ; l’agent tourne-t-il ?";
            "State: nothing in {place} yet (or not readable); does the agent run?"
        ));
        return;
    };
    if let Some(identity) = Keeper::peek(folder) {
        let agent = identity.agent;
        let enrolled = match identity.secret {
            Some(_) => text!("inscrit"; "enrolled"),
            None => text!("pas encore inscrit"; "not enrolled yet"),
        };
        let (fr, en) = (enrolled.fr, enrolled.en);
        line(text!("Agent : {agent}, {fr}"; "Agent: {agent}, {en}"));
    }
    let waiting = peek_waiting(folder).len();
    line(text!("Enregistrements en attente : {waiting}"; "Records waiting: {waiting}"));
    let standing = &kept.standing;
    match &standing.last_ok {
        Some(at) => line(text!("Dernier envoi réussi : {at}"; "Last sending that went well: {at}")),
        None => line(text!("Aucun envoi réussi encore"; "No sending has gone well yet")),
    }
    if let Some(why) = &standing.last_why {
        let failures = standing.failures;
        line(text!(
            "Échecs depuis : {failures} ; le dernier : {why}";
            "Failures since: {failures}; the last: {why}"
        ));
    }
    for (count, text) in [
        (
            counts.lost_records,
            text!("enregistrements perdus par le disque"; "records lost by the disk"),
        ),
        (
            counts.folded_days,
            text!("journées regroupées faute de place"; "days folded for want of room"),
        ),
        (
            counts.rejected,
            text!("enregistrements refusés par le collecteur"; "records refused by the collector"),
        ),
        (
            standing.unsealed,
            text!("journées contraires à leurs propres règles"; "days against their own rules"),
        ),
    ] {
        if count > 0 {
            let (fr, en) = (text.fr, text.en);
            line(text!("{count} {fr}"; "{count} {en}"));
        }
    }
}
