"""What a report counts or measures, told from what has no amount, by the beginning of its nouns."""

from __future__ import annotations

from rapport.numbers.claims.patterns import either

AMOUNT = (
    r"(?:nombre|effectif|adhesion|cotisation|dons?\b|vente|recette|depense|charge|frequentation|participation|activite|"
    r"demande|inscription|"
    r"ressource|taux|part\b|budget|chiffre|resultat|produit|volume|collecte|montant|visite|entree|embauche|recrutement|"
    r"tresorerie|excedent|"
    r"deficit|subvention|abonnement|reservation|commande|fonds|marge|heure|depart|arrivee|dette|consommation|emission|delai|"
    r"cout|facture|proportion|total|quantite|poids)"
)

# What is measured too, though the same words are used otherwise: their movement is a claim only when they are what moves.
_MEASURED = either(
    # Money.
    r"achats?, actif\b, amende, autofinancement, benefice, bilan\b, billetterie, bourses?\b, capita[lu], creance, credit, "
    r"dotation, emprunt, encours, endettement, epargne, financement, frais, gains?\b, impayes?, indemnit, interessement, "
    r"investissement, legs, loyer, masse salariale, mecenat, passif\b, patrimoine, perte, placement, portefeuille, "
    r"prets?\b, prix\b, provision, rachat, redevance, remuneration, rentabilite, reserves?\b, revenu, salaire, solde, "
    "souscription, stock, tarif, valeur, "
    # People and what they do.
    r"abonne, absence, absenteisme, adherent, affluence, age\b, allocataire, anciennete, apprenti, assiduite, audience, "
    "beneficiaire, benevolat, candidat, client, consultation, contrat, demission, diffusion, diplome, donateur, emploi, "
    r"entrant, etp\b, feminisation, file active, generosite, hospitalisation, lectorat, licenci, liste d'attente, mecontent, "
    "membre, mixite, mortalite, naissance, natalite, occupation, parite, passage, patientele, population, presence, "
    "prise en charge, "
    r"public\b, remplissage, rotation, salarie, satisfaction, scolarisation, sejour, signature, stage, "
    "stagiaire, surveillance, telechargement, turnover, usage, usager, vacance, visiteur, voyageur, "
    # Things and works.
    r"accident, admission, affaires?\b, appel, chantiers?\b, cheptel, circulation, citation, contentieux, courbe, "
    "courrier, couverture, dechet, dossier, duree, ecart, echec, flotte, formation, fuite, gaspillage, incident, "
    r"incivilite, indicateur, indice, infraction, intervention, kilometrage, litige, lits?\b, logement, longueur, lot\b, "
    r"maillage, moyenne, numerisation, operation, parc\b, places?\b, plainte, pollution, precarite, prelevement, "
    r"production, productivite, publication, rebut, reclamation, recolte, recours, rendement, reseau, retard, score\b, "
    r"signalement, sinistralite, sinistre, superficie, surface, temps d'attente, tirage, tonnage, trafic, transport, tri\b, "
    r"vandalisme, velo, violence, vol\b, "
    # What people do: « le covoiturage », « la chirurgie ambulatoire ».
    r"(?!(?:paysage|visage|courage|village|message|image|langage|rivage|nuage|orage|personnage|partage|sage)s?\b)[a-z]{3,}age\b, "
    r"accompagnement, bio\b, chirurgie, enseignement, fret, hebergement, irrigation, lecture, location, natation, peche, "
    "restauration, sport, teletravail, "
    # What was named just before: « ce poste », « celle-ci », « la seconde ».
    r"poste, celui-ci, celle-ci, l'ensemble, communaute, (?:premi|derni)(?:er|ere)\b(?! [a-z]{4,})(?= (?:[\w'-]+ )?‹), "
    r"secondes?\b(?= (?:[\w'-]+ )?‹), "
    # A movement, of which another verb speaks: « la baisse ralentit ».
    r"augmentations?\b, baisses?\b, chutes?\b, croissance, diminutions?\b, hausses?\b, progressions?\b, reculs?\b"
)
COUNTED = rf"(?:{AMOUNT}|{_MEASURED})"

# What has no amount: qualities and feelings.
FELT = either(
    "patience, methode, peur, bruit, energie, passion, soins?, plaisirs?, sens, confiance, ambition, exigence, rigueur, liberte, "
    "enthousiasme, "
    "coeur, questions?, raisons?, attention, force, talent, courage, conviction, engagement, respect, importance, valeur, mal, "
    "inquietude, espoirs?, bonheur, chances?, interet, peine, facilite, responsabilites?, souplesse, lisibilite, clarte, "
    "transparence, proximite, cohesion, solidarite, justice, efficacite, qualite, sobriete, envie, besoin, "
    "motivation, curiosite, fierte, fatigue, lassitude, colere, joie"
)

SLIGHT = either(
    "leger(?:e|s|es)?, legerement, faible(?:s|ment)?, un peu, moderee?s?, moderement, timidement, petite?s?, contenue?s?, "
    "limitee?s?, mesuree?s?"
)

GREAT = either(
    "fort(?:e|es|s)?, fortement, nets?, nette?s?, nettement, sensible(?:s|ment)?, vive(?:s|ment)?, "
    "spectaculaire(?:s|ment)?, importante?s?, marquee?s?, considerable(?:s|ment)?, "
    "significati(?:f|ve|fs|ves|vement), beaucoup, massive(?:ment)?, belle"
)

# One thing that moves, of which nothing says that it is counted: « l'égalité progresse ». Several are (« les dons reculent »).
_SEVERAL = (
    r"\b(?:ont|sont|avaient|etaient|auront|seront) (?:[\w'-]+ )?‹|‹(?:se sont |n'ont |[^›]*(?:[^m]ent|ees|es|us)\b)|\bse sont ‹"
)
# By how much: « de douze voix », « d'un tiers ».
BY_COUNT = (
    r"› (?:de |d')(?:\d|moitie|un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|(?:dou|trei|quator|quin|sei)ze|vingt|"
    r"trente|quarante|cinquante|soixante|cent|mille|plus|pres|environ)\b"
)
UNCOUNTED_ONE = (
    rf"^(?!(?:[^‹]*|.*›[^.;:!?]{{0,25}})\b{COUNTED})(?!.*\d)(?!.*(?:{_SEVERAL}))(?!.*‹[^›]*\b(?:{SLIGHT}|{GREAT})\b)"
    rf"(?!.*‹[^›]*\bs'(?:est )?(?:agrand|etoff))(?!.*{BY_COUNT})"
)
# A movement of which nothing says what is counted: « la baisse d'attention », unlike « cette baisse ».
UNCOUNTED_MOVE = (
    rf"^(?!(?:[^‹]*|.*›.*)\b{COUNTED})(?!.*\d)(?!.*‹(?:en|cette|ce) )(?!.*‹[^›]*\b(?:{SLIGHT}|{GREAT})\b)"
    rf"(?!.*›(?: \w+)? (?:se |s'est )?(?:bien )?(?:poursui|confirm|produi|realis|s'expliqu|s'accentu))(?!.*{BY_COUNT})"
)
