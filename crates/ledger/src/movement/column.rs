//! The columns of `movements.csv`, with the headings they are known by.

use ground::table::fold;

macro_rules! columns {
    ($($(#[$doc:meta])* $name:ident = $code:literal [$($word:literal)*]),* $(,)?) => {
        /// A column of `movements.csv`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Column { $($(#[$doc])* $name),* }

        impl Column {
            /// All columns, in the order the program writes them.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// Its name in files.
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code),* }
            }

            /// The French headings it is known by besides, the usual one first.
            pub fn headings(self) -> &'static [&'static str] {
                match self { $(Self::$name => &[$($word),*]),* }
            }
        }
    };
}

columns! {
    /// Its identifier, unique in the ledger.
    MovementId = "movement_id" ["mouvement" "numéro de mouvement" "id mouvement"],
    /// The day it happened.
    Date = "date" ["date du mouvement"],
    /// What happened.
    Kind = "kind" ["mouvement type" "type de mouvement" "nature" "nature du mouvement"],
    /// What the row rests on.
    Evidence = "evidence" ["preuve" "origine"],
    /// The equipment, by its identifier in the inventories.
    UnitId = "unit_id" ["équipement" "identifiant" "id équipement" "equipment_id"],
    /// The lot it is, or belongs to.
    LotId = "lot_id" ["lot" "numéro de lot"],
    /// Its type.
    EquipmentType = "equipment_type" ["type" "type d'équipement" "type de matériel"],
    /// How many units.
    Quantity = "quantity" ["quantité" "nombre"],
    /// Who had it before.
    FromParty = "from_party" ["de" "origine du mouvement" "cédant"],
    /// Who has it after.
    ToParty = "to_party" ["vers" "à" "destinataire" "bénéficiaire"],
    /// Its site.
    Site = "site" ["lieu"],
    /// Its entity.
    Entity = "entity" ["entité" "service"],
    /// The document that proves it.
    DocumentRef = "document_ref" ["pièce" "pièce justificative" "référence de la pièce" "justificatif"],
    /// The digest of that document.
    DocumentSha256 = "document_sha256" ["sha-256 de la pièce" "somme de contrôle de la pièce"],
    /// Who wrote the row; never read.
    EnteredBy = "entered_by" ["saisi par" "auteur"],
    /// The day the row was written.
    EnteredOn = "entered_on" ["saisi le" "date de saisie"],
    /// A remark; never read.
    Note = "note" ["remarque" "commentaire" "observations"],
    /// The earlier movement that this row corrects.
    Replaces = "replaces" ["remplace" "annule" "corrige"],
    /// Its invoice.
    InvoiceRef = "invoice_ref" ["facture" "numéro de facture"],
    /// Its supplier.
    SupplierId = "supplier_id" ["fournisseur"],
    /// Price of the row, EUR, excluding VAT.
    PriceEur = "price_eur" ["prix ht" "prix" "montant ht" "price_ht"],
    /// How it came.
    AcquisitionMode = "acquisition_mode" ["mode d'acquisition" "mode d'achat"],
    /// Months it was used by others before.
    UpstreamMonths = "upstream_months" ["mois d'usage antérieur" "durée amont (mois)"],
    /// The document that proves those months.
    UpstreamProof = "upstream_proof" ["preuve de l'usage antérieur" "preuve de la durée amont"],
    /// Warranty, months.
    WarrantyMonths = "warranty_months" ["garantie" "garantie (mois)" "durée de garantie"],
    /// Repairability index.
    RepairIndex = "repair_index" ["indice de réparabilité"],
    /// Durability index.
    DurabilityIndex = "durability_index" ["indice de durabilité"],
    /// Its ecolabel.
    Ecolabel = "ecolabel" ["écolabel" "label"],
    /// Recycled content, %.
    RecycledContentPct = "recycled_content_pct" ["contenu recyclé" "contenu recyclé (%)" "part de matière recyclée"],
    /// Weight of the row, kg.
    WeightKg = "weight_kg" ["poids" "poids (kg)" "poids kg"],
    /// Whether it came with a protection.
    Protection = "protection" ["protection fournie"],
    /// Its code in the common procurement vocabulary.
    Cpv = "cpv" ["code cpv"],
    /// Its user's key; kept as a number only.
    UserKey = "user_key" ["utilisateur" "clé utilisateur" "bénéficiaire interne" "user" "new_user"],
    /// Its earlier user's key; kept as a number only.
    PreviousUserKey = "previous_user_key" ["utilisateur précédent" "previous_user"],
    /// Whose it is.
    Ownership = "ownership" ["propriété" "byod_class"],
    /// The kind of use it goes to.
    Profile = "profile" ["profil" "usage"],
    /// Whether the organisation did it itself.
    Internal = "internal" ["interne" "réalisé en interne"],
    /// What was replaced.
    PartsReplaced = "parts_replaced" ["pièces remplacées" "pièces changées"],
    /// Whether it worked afterwards.
    Success = "success" ["succès" "réussi" "réparé"],
    /// Cost of the row, EUR, excluding VAT.
    CostEur = "cost_eur" ["coût" "coût ht"],
    /// Days it could not be used.
    DowntimeDays = "downtime_days" ["jours d'immobilisation" "immobilisation (jours)"],
    /// Why it was taken out of use.
    Reason = "reason" ["motif" "raison"],
    /// Whether it still worked.
    Functional = "functional" ["fonctionnel" "en état de marche"],
    /// Whether it was classified or specially secured.
    Classified = "classified" ["classifié" "sécurité particulière"],
    /// The certificate that its data were erased.
    WipeCertificate = "wipe_certificate" ["certificat d'effacement" "effacement"],
    /// Who received it.
    BeneficiaryId = "beneficiary_id" ["identifiant du bénéficiaire"],
    /// What the beneficiary is.
    BeneficiaryStatus = "beneficiary_status" ["statut du bénéficiaire" "qualité du bénéficiaire"],
    /// Value or price of the row, EUR.
    ValueEur = "value_eur" ["valeur" "prix de vente" "valeur (eur)"],
    /// The agreement or deed.
    AgreementRef = "agreement_ref" ["convention" "acte" "référence de la convention"],
    /// The beneficiary's commitment to use it again.
    ReuseCommitmentRef = "reuse_commitment_ref" ["engagement de réemploi"],
    /// Whether it must not be sold on.
    ResaleBan = "resale_ban" ["revente interdite" "interdiction de revente"],
    /// Who takes waste equipment over.
    Channel = "channel" ["filière" "canal"],
    /// The eco-organisation.
    EcoOrganisme = "eco_organisme" ["éco-organisme" "eco-organisme"],
    /// Its SIREN.
    EcoOrganismeSiren = "eco_organisme_siren" ["siren de l'éco-organisme" "siren éco-organisme"],
    /// The SIRET of the establishment that sends it.
    SenderSiret = "sender_siret" ["siret de l'expéditeur" "siret expéditeur"],
    /// The address of that establishment.
    SenderAddress = "sender_address" ["adresse de l'expéditeur"],
    /// Where it is picked up.
    PickupSite = "pickup_site" ["lieu d'enlèvement" "lieu de collecte"],
    /// The installation it goes to.
    Destination = "destination" ["installation de destination" "destination"],
    /// Its SIRET.
    DestinationSiret = "destination_siret" ["siret de destination" "siret du destinataire" "operator_siret" "siret de l'opérateur"],
    /// Its address.
    DestinationAddress = "destination_address" ["adresse de destination" "adresse du destinataire"],
    /// The proof of the contract with the operator.
    ContractProof = "contract_proof" ["preuve du contrat" "contrat" "numéro de contrat"],
    /// The carrier.
    Transporter = "transporter" ["transporteur"],
    /// Its SIRET.
    TransporterSiret = "transporter_siret" ["siret du transporteur" "siret transporteur"],
    /// The number of its receipt.
    TransporterReceipt = "transporter_receipt" ["récépissé du transporteur" "récépissé transporteur" "récépissé"],
    /// Road, rail, air, river, sea.
    TransportMode = "transport_mode" ["mode de transport"],
    /// The receipt of a trader or broker.
    BrokerReceipt = "broker_receipt" ["récépissé du négociant" "récépissé du courtier" "récépissé du négociant ou courtier"],
    /// The number of the waste tracking slip.
    BsddNo = "bsdd_no" ["bsdd" "bsd" "numéro de bsdd" "numéro de bordereau" "bordereau"],
    /// The number of the collection note.
    CollectionNote = "collection_note" ["bon de collecte" "bon d'enlèvement" "numéro du bon de collecte"],
    /// The waste code.
    WasteCode = "waste_code" ["code déchet"],
    /// What the waste is usually called.
    WasteName = "waste_name" ["dénomination usuelle" "dénomination du déchet" "nom du déchet"],
    /// Whether it holds persistent organic pollutants.
    Pop = "pop" ["polluants organiques persistants"],
    /// Whether the weight was weighed.
    WeightBasis = "weight_basis" ["base du poids" "pesée" "quantity_type"],
    /// How it is packed.
    Packaging = "packaging" ["conditionnement" "emballage"],
    /// The treatment planned.
    PlannedCode = "planned_code" ["code de traitement prévu" "traitement prévu" "opération prévue"],
    /// Weight received, kg.
    ReceivedKg = "received_kg" ["poids reçu" "poids reçu (kg)" "received_weight"],
    /// Weight refused, kg.
    RefusedKg = "refused_kg" ["poids refusé" "poids refusé (kg)" "refused_weight"],
    /// The treatment done.
    DoneCode = "done_code" ["code de traitement réalisé" "traitement réalisé" "opération réalisée"],
    /// What the treatment made of the waste, or is to make of it.
    Mode = "mode" ["mode de traitement" "qualification du traitement"],
    /// The day it was treated.
    ProcessedOn = "processed_on" ["traité le" "date de traitement"],
    /// The operation code of the last treatment.
    FinalCode = "final_code" ["code de traitement final" "opération finale"],
    /// The SIRET of the last installation.
    FinalSiret = "final_siret" ["siret de destination finale"],
    /// Where it goes next.
    NextDestination = "next_destination" ["destination suivante" "destination ultérieure"],
    /// Whether what follows may be untraced.
    NoTraceability = "no_traceability" ["rupture de traçabilité"],
}

impl Column {
    /// The column of a heading, whatever its case, accents and punctuation.
    pub fn named(heading: &str) -> Option<Self> {
        let heading = fold(heading);
        let is = |word: &str| fold(word) == heading;
        Self::ALL
            .iter()
            .find(|column| is(column.code()))
            .or_else(|| Self::ALL.iter().find(|column| column.headings().iter().any(|w| is(w))))
            .copied()
    }

    /// Whether its cells may be shown where a row is quoted: what people are or wrote is not.
    pub fn may_show(self) -> bool {
        !matches!(self, Self::EnteredBy | Self::Note | Self::UserKey | Self::PreviousUserKey)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn a_heading_is_of_one_column_only() {
        let mut known: BTreeMap<String, Column> = BTreeMap::new();
        for column in Column::ALL {
            assert_eq!(Column::named(column.code()), Some(*column));
            for word in std::iter::once(&column.code()).chain(column.headings()) {
                let other = known.insert(fold(word), *column);
                assert!(other.is_none_or(|other| other == *column), "`{word}`: {other:?}");
            }
        }
    }

    #[test]
    fn headings_are_read_in_both_languages() {
        assert_eq!(Column::named("Type de mouvement"), Some(Column::Kind));
        assert_eq!(Column::named("N° DE BORDEREAU"), None);
        assert_eq!(Column::named("Numéro de bordereau"), Some(Column::BsddNo));
        assert_eq!(Column::named("unit_id"), Some(Column::UnitId));
        assert_eq!(Column::named("Poids (kg)"), Some(Column::WeightKg));
    }
}
