"""What is ranked (« premier *motif* »), and the adjectives that rank it (« le plus *fréquent* »)."""

from __future__ import annotations

from rapport.numbers.claims.patterns import any_of, either

RANKED = either(
    "familles?, rangs?, postes?, sources?, motifs?, raisons?, causes?, secteurs?, regions?, activites?, "
    "financeurs?, employeurs?, reseaux?, metiers?, canal, canaux, publics?, ressources?, besoins?, "
    "domaines?, themes?, thematiques?, positions?, places?, partenaires?, clients?, donneurs?, "
    "fournisseurs?, departements?, freins?, obstacles?, difficultes?, contributeurs?, contributrices?, "
    "beneficiaires?, categories?, territoires?, villes?, destinations?, usages?, debouches?, filieres?, "
    "produits?, charges?, depenses?, recettes?, modes?, preoccupations?, attentes?, criteres?, facteurs?, "
    "sujets?, univers, profils?, tranches?, classes?, prescripteurs?, bailleurs?, recruteurs?, "
    "utilisateurs?, federations?, acteurs?, producteurs?, apporteurs?, porteurs?, formes?, types?, "
    "moyens? (?:de|d'), vecteurs?, outils? (?:de|d'), marches?, services?, pays, investisseurs?, "
    r"annonceurs?, operateurs?, orientations?, delegations?, pourvoyeu\w+, portes? d'entree, fonctions?, "
    "diplomes?, statuts?, leviers?, arguments?, formations?, associations?, structures?, entreprises?, "
    "communes?, collectivites?, indicateurs?, composantes?, budgets?, dispositifs?, sorties?, "
    "consommateurs?, emettrices?, contrats?, nationalites?, langues?, commandes?, concernee?s?, dossiers?, "
    "demandes?, donateurs?, mecenes?, aides?, subventions?, site, sites, etablissements?, antennes?, poles?, "
    "offres?, disciplines?, sections?, clubs?, sports?, cultures?, productions?, especes?, risques?, garanties?, sinistres?, "
    "laboratoires?, ecoles?, musees?, expositions?, specialites?, pathologies?, bassins?, origines?, provenances?, "
    "medias?, supports?, "
    "groupes?, exportateurs?, campus, universites?, hopital, hopitaux, agences?, cooperatives?, mutuelles?, facultes?, "
    "pole, rayons?, "
    "acheteurs?, pourvoyeurs?, canton, zone, essences?, cepages?, races?, elevages?, equipements?, unites?, depense, poids, pays"
)

QUANTITY = any_of(
    either(
        "nombreu(?:x|ses?), importante?s?, elevee?s?, representee?s?, frequente?s?, citee?s?, demandee?s?, "
        "gros(?:se|ses)?, grande?s?, faibles?, bas(?:se|ses)?, forte?s?, repandue?s?, utilisee?s?, actifs?, "
        "actives?, concernee?s?, mobilisee?s?, presente?s?, dynamiques?, touchee?s?, consultee?s?, suivie?s?, "
        "sollicitee?s?, vendue?s?, recherchee?s?, lue?s?, visitee?s?, partagee?s?, courante?s?, petite?s?, rares?, "
        "haute?s?, dotee?s?, feminisee?s?, denses?, rapides?, large, larges, plebiscitee?s?, frequentee?s?"
    ),
    r"[a-z]{4,}(?<!eloigne)(?<!isole)(?<!demuni)(?<!age)ees?",
    either(
        "apprecie?e?s?, pourvue?s?, denombree?s?, choisie?s?, evoquee?s?, mentionnee?s?, peuplee?s?, fournie?s?, "
        "aidee?s?, attracti(?:f|fs|ve|ves), cheres?, cher, polluante?s?, vastes?, etendue?s?, anciens?, anciennes?, vieux, "
        "vieilles?, populaires?, connue?s?, vue?s?, "
        "assidue?s?, performante?s?, abondante?s?, rentables?, productifs?, productives?, demandeurs?, consommateurs?, "
        "ecoutee?s?, prisee?s?, pollue?e?s?, intenses?, "
        "pratiques?, empruntes?, enseignes?, joues?, achetes?, telecharges?, signales?, declares?, attendue?s?, soutenue?s?, "
        "couteu(?:x|ses?), longue?s?, courte?s?, lourde?s?, jeunes?"
    ),
    # Participles in the masculine, which nothing tells from other adjectives once accents are gone.
    either(
        "diplomes?, qualifies?, formes?, titres?, certifies?, experimentes?, scolarises?, accompagnes?, embauches?, "
        "recrutes?, employes?, remuneres?, payes?, cotises?, finances?, subventionnes?, endettes?, equipes?, outilles?, "
        "numerises?, developpes?, structures?, concentres?, urbanises?, masculinises?, orientes?, inseres?, places?, "
        "occupes?, charges?, impactes?, marques?, prononces?, etoffes?, valorises?, primes?, recompenses?, commandes?, "
        "loues?, repares?, collectes?, recycles?, consommes?, importes?, exportes?, factures?, donnes?, offerts?, "
        "couverts?, investis?, garnis?, desservis?, accueillis?, notes?, cotes?, regardes?, aimes?, commentes?, "
        "visionnes?, cliques?, syndiques?, federes?, salaries?"
    ),
)
