//! Servers shared over virtual machines, applications and domains.

use super::page::Page;
use super::sentence::plain;
use footprint::allocation::{AllocatedGroup, Allocation, AllocationLevel, ShareRule};
use ground::lang::Noun;
use maud::{Markup, html};
use report::NOTHING;
use report::allocation::parts;
use std::collections::BTreeMap;

/// How many groups of a level are shown.
const SHOWN: usize = 30;

pub(super) fn section(page: Page<'_>) -> Markup {
    let Some(allocation) = &page.story.outcome.allocation else { return html! {} };
    html! {
        section #allocation {
            h2 { (page.say("Serveurs : à quoi ils servent", "Servers: what they serve")) }
            p { (page.say(
                "L'empreinte des serveurs, répartie sur leurs machines virtuelles, puis sur les applications. Elle est déjà dans le total. Ce qu'aucune machine n'utilise est une ligne à part : c'est la place qu'un serveur de moins libérerait d'abord.",
                "The footprint of the servers, shared over their virtual machines and then over the applications. It is in the total already. What no machine uses is a line of its own: the room that one server less would take first.",
            )) }
            (sums(page, allocation))
            (rules(page, allocation))
            @for level in [AllocationLevel::Application, AllocationLevel::Domain] { (groups(page, allocation, level)) }
            @if 0 < allocation.machine_rows.rejected + allocation.application_rows.rejected {
                p.note { (page.count((allocation.machine_rows.rejected + allocation.application_rows.rejected) as f64, &Noun::new(("ligne de machines virtuelles ou d'applications écartée", "lignes de machines virtuelles ou d'applications écartées"), ("row of virtual machines or applications set aside", "rows of virtual machines or applications set aside")))) }
            }
        }
    }
}

/// The parts that sum to the servers.
fn sums(page: Page<'_>, allocation: &Allocation) -> Markup {
    let all = allocation.servers.sums.total(0).value;
    let lines = parts(allocation, page.lang);
    html! {
        div.wide tabindex="0" role="region" aria-label=(page.say("Tableau : serveurs répartis", "Table: servers shared")) {
            table {
                thead { (heading(page, &page.say("part", "part"))) }
                tbody {
                    @for (label, part) in &lines { (line(page, &page.fine(label), part, all)) }
                    (line(page, &page.say("tous les serveurs", "all servers"), &allocation.servers, all))
                }
            }
        }
    }
}

fn heading(page: Page<'_>, first: &str) -> Markup {
    html! {
        tr {
            th scope="col" { (first) }
            th.n scope="col" { (page.say("électricité (kWh)", "electricity (kWh)")) }
            th.n scope="col" { (page.say("empreinte", "footprint")) }
            th.n scope="col" { (page.say("bornes", "bounds")) }
            th.n scope="col" { (page.say("part des serveurs", "share of the servers")) }
            th.n scope="col" { (page.say("part de l'utilisation", "share of use")) }
        }
    }
}

fn line(page: Page<'_>, label: &str, group: &AllocatedGroup, all: f64) -> Markup {
    let total = group.sums.total(0);
    html! {
        tr {
            th scope="row" { (label) }
            td.n { @if page.story.counts_use() { (page.lang.number(group.kwh, 0)) } @else { (NOTHING) } }
            td.n { (page.mass(total.value)) }
            td.n { (page.bounds(total)) }
            td.n { (page.part(total.value, all)) }
            td.n { @if page.story.counts_use() { (page.part(group.sums.used(0).value, total.value)) } @else { (NOTHING) } }
        }
    }
}

/// By which rules, in a sentence.
fn rules(page: Page<'_>, allocation: &Allocation) -> Markup {
    let mut by: BTreeMap<Option<ShareRule>, usize> = BTreeMap::new();
    for host in &allocation.hosts {
        *by.entry(host.rule).or_default() += 1;
    }
    let said: Vec<String> = by
        .into_iter()
        .map(|(rule, hosts)| {
            let rule = rule.map_or_else(
                || page.say("aucune machine gardée", "no machine kept"),
                |rule| page.fine(rule.label(page.lang)),
            );
            format!("{} ({})", rule, page.whole(hosts as u64))
        })
        .collect();
    let told = |what: &dyn Fn(&footprint::allocation::Host) -> bool| {
        allocation.hosts.iter().filter(|host| what(host)).count() as f64
    };
    let lacking = told(&|host| !host.passed_over.is_empty());
    let beyond = told(&|host| host.beyond_capacity);
    let unused = told(&|host| host.own_energy_unused);
    let servers = |count: f64| {
        plain(page.count(count, &Noun::new(("serveur", "serveurs"), ("server", "servers"))))
    };
    html! {
        p {
            (page.sentence(
                "Règle de partage, et nombre de serveurs : {rules}.",
                "Rule of sharing, and number of servers: {rules}.",
                &[("rules", plain(said.join(", ")))],
            ))
        }
        @if 0.0 < lacking {
            p.note { (page.sentence(
                "{servers} : une donnée manque à certaines machines, la règle suivante a été prise.",
                "{servers}: some machines lack a datum, and the next rule was taken.",
                &[("servers", servers(lacking))],
            )) }
        }
        @if 0.0 < beyond {
            p.note { (page.sentence(
                "{servers} : les machines ont plus que la capacité donnée ; elles se partagent tout le serveur.",
                "{servers}: the machines hold more than the capacity given; they share the whole server.",
                &[("servers", servers(beyond))],
            )) }
        }
        @if 0.0 < unused {
            p.note { (page.sentence(
                "{servers} : les kWh propres des machines dépassent ceux du serveur, ou il n'en a pas ; ils n'ont pas été pris.",
                "{servers}: the machines' own kWh exceed the server's, or it has none; they were not taken.",
                &[("servers", servers(unused))],
            )) }
        }
    }
}

fn groups(page: Page<'_>, allocation: &Allocation, level: AllocationLevel) -> Markup {
    let groups = allocation.level(level);
    if groups.is_empty() {
        return html! {};
    }
    let all = allocation.servers.sums.total(0).value;
    let (title, first) = match level {
        AllocationLevel::Domain => {
            (page.say("Par domaine", "By domain"), page.say("domaine", "domain"))
        }
        _ => {
            (page.say("Par application", "By application"), page.say("application", "application"))
        }
    };
    html! {
        h3 { (title) }
        div.wide tabindex="0" role="region" aria-label=(title) {
            table {
                thead { (heading(page, &first)) }
                tbody {
                    @for group in groups.iter().take(SHOWN) {
                        @let name = if group.id.is_empty() { page.say("(non renseigné)", "(not given)") } else { group.id.clone() };
                        (line(page, &name, group, all))
                    }
                }
            }
        }
        @if SHOWN < groups.len() {
            p.note { (page.count((groups.len() - SHOWN) as f64, &Noun::new(("autre, dans allocation.csv", "autres, dans allocation.csv"), ("other, in allocation.csv", "others, in allocation.csv")))) }
        }
    }
}
