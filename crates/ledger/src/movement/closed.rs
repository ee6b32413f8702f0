//! The closed lists of the ledger: kinds, modes, reasons, channels, routes.

use equipment::Ownership;
pub use equipment::{AcquisitionMode, ExitRoute};
use ground::closed;
use ground::table::fold;

closed! {
    /// What happened.
    MovementKind {
        /// It was bought, received as a gift, or taken on lease.
        Purchase = "purchase" "achat" "purchase" ["acquisition" "bought"],
        /// It was given to a user or put to use.
        Assign = "assign" "affectation" "assignment" ["attribution" "mise en service" "assigned"],
        /// Its user gave it back to stock.
        Return = "return" "restitution" "return" ["retour" "retour en stock" "returned"],
        /// It failed.
        Fault = "fault" "panne" "fault" ["incident" "failure"],
        /// It was repaired.
        Repair = "repair" "réparation" "repair" ["reparation" "repaired"],
        /// It was given better parts.
        Upgrade = "upgrade" "mise à niveau" "upgrade" ["évolution" "upgraded"],
        /// It was put in order for a new use.
        Refurbish = "refurbish" "remise en état" "refurbishment"
            ["reconditionnement" "remise à neuf" "refurbished"],
        /// It went to another user of the organisation.
        Reassign = "reassign" "réaffectation" "reassignment" ["réemploi interne" "reassigned"],
        /// The decision that it will not be used again (*réforme*); with the reason lost, stolen,
        /// lease end or vanished it is gone as well.
        Decommission = "decommission" "réforme" "decommissioning" ["mise au rebut" "retired" "decommissioned"],
        /// It went to another public body, or back to its owner, for nothing.
        Transfer = "transfer" "cession" "transfer"
            ["transfert" "transfer public" "cession à une personne publique" "transferred"],
        /// It was given away.
        Donate = "donate" "don" "donation" ["donated" "cession gratuite"],
        /// It was sold.
        Sell = "sell" "vente" "sale" ["sold" "vendu"],
        /// It was handed over as waste (DEEE).
        WeeeHandover = "weee_handover" "remise en DEEE" "WEEE handover"
            ["remise deee" "enlèvement deee" "deee remis" "enlèvement" "collecte deee"],
        /// A lot handed over was treated.
        WeeeTreated = "weee_treated" "traitement DEEE" "WEEE treatment" ["deee traité" "traitement" "deee traités"],
    }
}

impl MovementKind {
    /// Whether it has units come, be used, stop or leave.
    pub fn moves_units(self) -> bool {
        !matches!(self, Self::Fault | Self::Repair | Self::Upgrade | Self::WeeeTreated)
    }
}

closed! {
    /// What a row of the ledger rests on.
    Evidence {
        /// Written by those who saw it.
        Declared = "declared" "déclaré" "declared" [],
        /// Deduced from two inventories and kept by someone.
        Inferred = "inferred" "déduit" "inferred" ["déduit des inventaires"],
    }
}

closed! {
    /// Why it was taken out of use.
    DecommissionReason {
        /// It was old.
        Age = "age" "âge" "age" ["vétusté" "old"],
        /// Its system is no longer supported.
        ObsoleteOs = "obsolete_os" "système obsolète" "obsolete system" ["os obsolète" "obsolescence" "obsolète"],
        /// It was broken.
        Broken = "broken" "hors service" "broken" ["panne" "casse" "cassé" "hs"],
        /// Nobody needed it.
        Surplus = "surplus" "surplus" "surplus" ["excédent" "inutilisé"],
        /// Its lease ended, and it went back to its owner.
        LeaseEnd = "lease_end" "fin de location" "lease end" ["fin de bail"],
        /// It was lost.
        Lost = "lost" "perdu" "lost" ["perte"],
        /// It was stolen.
        Stolen = "stolen" "volé" "stolen" ["vol"],
        /// It was no longer in the inventory: gone, nobody knows where.
        Vanished = "vanished" "disparu de l'inventaire" "vanished from the inventory" ["disparu" "route inconnue"],
    }
}

closed! {
    /// What a beneficiary of a transfer, gift or sale is.
    BeneficiaryStatus {
        /// A service of the State, or a public body.
        State = "state" "État" "State" ["établissement public" "public"],
        /// A local authority.
        LocalAuthority = "local_authority" "collectivité" "local authority" ["collectivité territoriale"],
        /// A social and solidarity enterprise (*ESUS*).
        Esus = "esus" "ESUS" "ESUS" ["entreprise solidaire"],
        /// An association of recognised public utility (*RUP*).
        Rup = "rup" "association RUP" "association of public utility" ["reconnue d'utilité publique"],
        /// An association of general interest (*RIG*).
        Rig = "rig" "association d'intérêt général" "association of general interest" ["association" "intérêt général"],
        /// A member of staff.
        Staff = "staff" "agent" "staff" ["salarié" "personnel"],
        /// A school.
        School = "school" "établissement scolaire" "school" ["école"],
        /// A company, such as a refurbisher or a lessor.
        Company = "company" "entreprise" "company" ["société" "reconditionneur" "loueur"],
        /// Anyone else.
        Other = "other" "autre" "other" ["particulier"],
    }
}

closed! {
    /// Who takes waste equipment over.
    Channel {
        /// An approved eco-organisation: the holder issues no waste tracking slip.
        EcoOrganisme = "eco_organisme" "éco-organisme" "eco-organisation" ["eco organisme agréé" "eco organization"],
        /// A producer's approved individual system.
        IndividualSystem = "individual_system" "système individuel" "individual system" [],
        /// A waste operator under contract.
        Operator = "operator" "opérateur" "operator" ["prestataire" "gestionnaire de déchets"],
        /// The distributor, one for one.
        DistributorTakeback = "distributor_takeback" "reprise distributeur" "distributor take-back" ["reprise 1 pour 1" "reprise un pour un"],
    }
}

closed! {
    /// Whether a weight was weighed.
    WeightBasis {
        /// Weighed.
        Real = "real" "réel" "real" ["pesé" "réelle" "weighed"],
        /// Estimated.
        Estimated = "estimated" "estimé" "estimated" ["estimée" "estimation"],
    }
}

closed! {
    /// What a treatment makes of waste, by the hierarchy of article L. 541-1.
    TreatmentMode {
        /// Prepared for reuse.
        Reuse = "reuse" "réutilisation" "reuse" ["préparation en vue de la réutilisation" "préparation à la réutilisation"],
        /// Recycled.
        Recycling = "recycling" "recyclage" "recycling" [],
        /// Recovered in another way.
        OtherRecovery = "other_recovery" "autres valorisations" "other recovery" ["autre valorisation" "autre valorisation matière"],
        /// Burnt for its energy.
        EnergyRecovery = "energy_recovery" "valorisation énergétique" "energy recovery" [],
        /// Disposed of.
        Disposal = "disposal" "élimination" "disposal" ["elimination"],
    }
}

impl DecommissionReason {
    /// How an equipment left with that decision, where it left at once.
    pub fn exit_route(self) -> Option<ExitRoute> {
        match self {
            Self::Lost => Some(ExitRoute::Lost),
            Self::Stolen => Some(ExitRoute::Stolen),
            Self::LeaseEnd => Some(ExitRoute::LeaseEnd),
            Self::Vanished => Some(ExitRoute::Unknown),
            Self::Age | Self::ObsoleteOs | Self::Broken | Self::Surplus => None,
        }
    }
}

/// The codes of whose an equipment is.
pub(super) const OWNERSHIPS: &[&str] = &["professional", "cope", "byod"];

/// Whose an equipment is, as a cell writes it.
pub(super) fn ownership_named(cell: &str) -> Option<Ownership> {
    match fold(cell).as_str() {
        "professional" | "professionnel" | "pro" => Some(Ownership::Professional),
        "cope" => Some(Ownership::Cope),
        "byod" | "avec" => Some(Ownership::Byod),
        _ => None,
    }
}

impl MovementKind {
    /// A kind as a cell writes it, with the reason that some words hold: `perte` and `vol` are
    /// decommissionings.
    pub fn read(cell: &str) -> Option<(Self, Option<DecommissionReason>)> {
        if let Some(kind) = Self::named(cell) {
            return Some((kind, None));
        }
        let reason = match fold(cell).as_str() {
            "lost" | "perdu" | "perte" | "loss" => DecommissionReason::Lost,
            "stolen" | "vole" | "vol" | "theft" => DecommissionReason::Stolen,
            "lease end" | "fin de location" | "fin de bail" => DecommissionReason::LeaseEnd,
            _ => return None,
        };
        Some((Self::Decommission, Some(reason)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ground::lang::Lang;

    /// No word may mean two things of one list.
    #[track_caller]
    fn check<T: Copy + PartialEq + std::fmt::Debug>(
        all: &[T],
        code: impl Fn(T) -> &'static str,
        label: impl Fn(T, Lang) -> &'static str,
        named: impl Fn(&str) -> Option<T>,
    ) {
        for one in all {
            for word in [code(*one), label(*one, Lang::Fr), label(*one, Lang::En)] {
                assert_eq!(named(word), Some(*one), "`{word}`");
                assert_eq!(named(&word.to_uppercase().replace(' ', "-")), Some(*one), "`{word}`");
            }
        }
    }

    #[test]
    fn every_code_and_name_is_read_back_in_both_languages() {
        check(MovementKind::ALL, MovementKind::code, MovementKind::label, MovementKind::named);
        check(Evidence::ALL, Evidence::code, Evidence::label, Evidence::named);
        check(
            AcquisitionMode::ALL,
            AcquisitionMode::code,
            AcquisitionMode::label,
            AcquisitionMode::named,
        );
        check(
            DecommissionReason::ALL,
            DecommissionReason::code,
            DecommissionReason::label,
            DecommissionReason::named,
        );
        check(
            BeneficiaryStatus::ALL,
            BeneficiaryStatus::code,
            BeneficiaryStatus::label,
            BeneficiaryStatus::named,
        );
        check(Channel::ALL, Channel::code, Channel::label, Channel::named);
        check(WeightBasis::ALL, WeightBasis::code, WeightBasis::label, WeightBasis::named);
        check(TreatmentMode::ALL, TreatmentMode::code, TreatmentMode::label, TreatmentMode::named);
        check(ExitRoute::ALL, ExitRoute::code, ExitRoute::label, ExitRoute::named);
    }

    #[test]
    fn a_loss_or_theft_is_a_decommissioning_that_leaves_at_once() {
        let (kind, reason) = MovementKind::read("Vol").unwrap();
        assert_eq!((kind, reason), (MovementKind::Decommission, Some(DecommissionReason::Stolen)));
        assert_eq!(reason.unwrap().exit_route(), Some(ExitRoute::Stolen));
        assert_eq!(DecommissionReason::Broken.exit_route(), None);
        assert_eq!(MovementKind::read("réforme"), Some((MovementKind::Decommission, None)));
        assert_eq!(MovementKind::read("prêt"), None);
    }
}
