// SPDX-License-Identifier: Apache-2.0

/// Every rule a finding can name. The raw value is the identifier that scripts read.
///
/// Documentation and machine formats take their rule texts from here, so that there is one place to change them.
public enum FindingRule: String, Sendable, Codable, CaseIterable {
    case jwtDeprecated = "jwt-deprecated"
    case mappingMissing = "mapping-missing"
    case mappingUnused = "mapping-unused"
    case mappingAmbiguous = "mapping-ambiguous"
    case mappingIncomplete = "mapping-incomplete"
    case configurationAmbiguous = "configuration-ambiguous"
    case xmlMalformed = "xml-malformed"
    case doctypeRefused = "doctype-refused"
    case encodingUnsupported = "encoding-unsupported"
    case docviewInvalid = "docview-invalid"
    case editImpossible = "edit-impossible"
    case referenceBroken = "reference-broken"
    case osgiPairBroken = "osgi-pair-broken"
    case osgiMalformed = "osgi-malformed"
    case osgiDoubtful = "osgi-doubtful"
    case osgiTwin = "osgi-twin"
    case osgiFormatUnsupported = "osgi-format-unsupported"
    case osgiDotPID = "osgi-dot-pid"
    case targetReadiness = "target-readiness"
    case profileDisagrees = "profile-disagrees"
    case adobeProvisioned = "adobe-provisioned"
    case keystoreOrphan = "keystore-orphan"
    case jwtElsewhere = "jwt-elsewhere"
    case pathOccupied = "path-occupied"
    case creationImpossible = "creation-impossible"
    case secretPlaintext = "secret-plaintext"
    case orgMismatch = "org-mismatch"
    case claimsAmbiguous = "claims-ambiguous"
    case serverForeign = "server-foreign"
    case pathUnsafe = "path-unsafe"
    case fileUnreadable = "file-unreadable"
    case packageDamaged = "package-damaged"
    case packageNotCovered = "package-not-covered"
    case packageMode = "package-mode"
    case packageName = "package-name"
    case buildOutputSkipped = "build-output-skipped"
    case deltaEffects = "delta-effects"
    case deltaAsSource = "delta-as-source"
    case limitReached = "limit-reached"
    case runUnfinished = "run-unfinished"
    case runFailed = "run-failed"
    case mappingInvalid = "mapping-invalid"
    case mappingFormat = "mapping-format"
    case mappingReplaces = "mapping-replaces"
    case clientIDChanged = "client-id-changed"
    case secretExposed = "secret-exposed"
    case secretShadowed = "secret-shadowed"
    case credentialAmbiguous = "credential-ambiguous"
    case credentialMissing = "credential-missing"
    case credentialIncomplete = "credential-incomplete"
    case credentialMatched = "credential-matched"
    case credentialUnused = "credential-unused"
    case credentialUnusable = "credential-unusable"
    case credentialRefused = "credential-refused"
    case credentialUnverified = "credential-unverified"
    case profileQuestion = "profile-question"
    case waiverExpired = "waiver-expired"
    case waiverUnused = "waiver-unused"
    case configurationAppeared = "configuration-appeared"
    case configurationGone = "configuration-gone"
    case configurationChanged = "configuration-changed"
    case findingResolved = "finding-resolved"
    case attestationBroken = "attestation-broken"
    case attestationMissing = "attestation-missing"

    /// What the rule says, in one line.
    public var summary: String {
        switch self {
        case .jwtDeprecated: "A configuration still uses Service Account (JWT) credentials."
        case .mappingMissing: "No row of the mapping is for this JWT configuration."
        case .mappingUnused: "A row of the mapping matches no configuration."
        case .mappingAmbiguous: "Two rows of the mapping claim one configuration with equal right."
        case .mappingIncomplete: "The mapping leaves out a value that the configuration does not have either."
        case .configurationAmbiguous: "It cannot be told whether a configuration uses JWT or OAuth."
        case .xmlMalformed: "A file is not well-formed XML."
        case .doctypeRefused: "A docview file has a DOCTYPE."
        case .encodingUnsupported: "A file is not UTF-8."
        case .docviewInvalid: "A value that FileVault would refuse."
        case .editImpossible: "A change cannot be written into the file as it stands."
        case .referenceBroken: "A change would break a reference to the configuration."
        case .osgiPairBroken:
            "A provider does not have exactly one customizer in each run mode, which holds its secret."
        case .osgiMalformed: "An OSGi configuration cannot be read."
        case .osgiDoubtful: "AEM refuses, loses or replaces a value of an OSGi configuration."
        case .osgiTwin: "Two files hold the OSGi configuration of one PID."
        case .osgiFormatUnsupported: "An OSGi configuration is in a format that cannot be migrated."
        case .osgiDotPID:
            "A dot stands before the id in the name of the configuration, where Adobe asks for a hyphen."
        case .targetReadiness: "What the AEM that the configurations are for needs to use them."
        case .profileDisagrees: "A configuration on OAuth does not look as the profile would make it."
        case .adobeProvisioned: "Adobe has made this configuration, and migrates it itself."
        case .keystoreOrphan: "After the migration nothing here uses the key store entry of the JWT any more."
        case .jwtElsewhere: "A JWT credential outside of Adobe IMS configurations."
        case .pathOccupied: "Where a row is to create a configuration there is something already."
        case .creationImpossible: "A configuration cannot be created there."
        case .secretPlaintext: "A client secret stands as clear text in the mapping."
        case .orgMismatch: "The row's organization is not the one of the JWT configuration."
        case .claimsAmbiguous: "A JWT payload names more than one organization."
        case .serverForeign: "An authorization server is not one of Adobe's."
        case .pathUnsafe: "A link or special file was not followed."
        case .fileUnreadable: "A file or folder could not be read."
        case .packageDamaged: "An entry of a content package cannot be read."
        case .packageNotCovered:
            "No filter root of the package covers a change, so that it would not be deployed."
        case .packageMode: "The import mode of the filter root does not deploy all of a change."
        case .packageName: "A content package inside the repository isn't named after its name and version."
        case .buildOutputSkipped: "A build output directory was skipped."
        case .deltaEffects: "What an installation of the delta package does beside the planned changes."
        case .deltaAsSource: "A package of changes is read as if it were an export."
        case .limitReached: "A file goes beyond a limit of this tool."
        case .runUnfinished: "A run on this repository has died half-way."
        case .runFailed: "The run could not go on."
        case .mappingInvalid: "The file, a row or a cell cannot be used as a mapping."
        case .mappingFormat: "A cell of the mapping looks unusual."
        case .mappingReplaces: "A row of the mapping replaces a value that the configuration has."
        case .clientIDChanged: "A row of the mapping brings another client id than the configuration has."
        case .secretExposed: "A file with a client secret can be read by other users of this machine."
        case .secretShadowed: "The environment and the --env-file give one variable different values."
        case .credentialAmbiguous: "It cannot be told which credential or secret is meant."
        case .credentialMissing: "No download holds a credential for this configuration."
        case .credentialIncomplete: "A download leaves out something that the mapping needs."
        case .credentialMatched: "A credential was found for this configuration."
        case .credentialUnused: "A credential of a download belongs to none of the configurations."
        case .credentialUnusable:
            "A download holds a credential that is no OAuth Server-to-Server credential."
        case .credentialRefused: "The authorization server gives no token for a credential of the mapping."
        case .credentialUnverified: "It is not known whether a credential of the mapping works."
        case .profileQuestion: "The examples of a profile do not tell what becomes of a property."
        case .waiverExpired: "A waiver has expired, so that what it accepted counts again."
        case .waiverUnused: "A waiver matches no finding."
        case .configurationAppeared: "A configuration that the earlier run did not have."
        case .configurationGone: "A configuration of the earlier run that is there no more."
        case .configurationChanged: "A configuration is not as it was in the earlier run."
        case .findingResolved: "A finding of the earlier run that is there no more."
        case .attestationBroken: "Something is not as the run recorded it."
        case .attestationMissing: "Something that would prove a run is not there."
        }
    }

    /// What the person who reads the finding can do about it.
    public var remedy: String {
        switch self {
        case .jwtDeprecated:
            "Create an OAuth Server-to-Server credential in Adobe Developer Console, add a row to the mapping, "
                + "and run `ims-migrate migrate`."
        case .mappingMissing:
            "Add a row with its path or API key, or a row with action `skip`, or run with --allow-unmapped."
        case .mappingUnused: "Check the row's path and jwt_client_id for typing errors, or remove the row."
        case .mappingAmbiguous: "Keep one of the rows, or make one of them more specific: an exact path wins."
        case .mappingIncomplete: "Fill in the named cell of the row."
        case .configurationAmbiguous:
            "Finish or undo the edit in AEM and export again, or leave it out by a row with action `skip`."
        case .xmlMalformed: "Repair the file, or export it again from AEM."
        case .doctypeRefused: "Remove the DOCTYPE; FileVault never writes one into docview files."
        case .encodingUnsupported: "Save the file as UTF-8; FileVault writes nothing else."
        case .docviewInvalid:
            "Escape a leading brace or bracket with a backslash, or correct the type in braces or the URI of "
                + "the namespace."
        case .editImpossible:
            "Export the configuration again from AEM, so that it is in FileVault's own form."
        case .referenceBroken: "Leave the title as it is, or change what refers to it first."
        case .osgiPairBroken:
            "Give the provider one customizer in the same folder, or one for each run mode: customizer.type and "
                + "token.request.customizer.type must be the same."
        case .osgiMalformed: "Correct the file, or export it again."
        case .osgiDoubtful:
            "Write the value as AEM's OSGi console would, and give a placeholder for a server its default."
        case .osgiTwin: "Keep the file that AEM uses, and remove the other one."
        case .osgiFormatUnsupported: "Convert the file to .config or .cfg.json, and run again."
        case .osgiDotPID:
            "Rename the file so that a hyphen stands before the id, and remove the old PID in the OSGi console."
        case .targetReadiness: "Bring the target to a version that has what is needed before you deploy."
        case .profileDisagrees:
            "If AEM has written it, its names are the right ones: derive a profile from it, and pass it with --profile."
        case .adobeProvisioned:
            "Leave it alone; Adobe's documentation forbids to migrate it by hand."
        case .keystoreOrphan:
            "When the migrated configuration works, the entry can be removed from the service user's key store in AEM."
        case .jwtElsewhere: "Move it to OAuth by the product's own means: this tool does not touch it."
        case .pathOccupied: "Give the row another path, or the action migrate or skip."
        case .creationImpossible: "Correct the row's path, or create the configuration in AEM's console."
        case .secretPlaintext:
            "Use env:NAME or file:PATH, and best a value that the target AEM has encrypted: {hex}."
        case .orgMismatch:
            "Check that the row is meant for this configuration; --allow-org-mismatch if the org has really changed."
        case .claimsAmbiguous:
            "Remove all `iss` entries but the right one in AEM and export again, or leave it out by a row with action `skip`."
        case .serverForeign:
            "Correct the address, or allow the host with --allow-server if it is yours."
        case .pathUnsafe: "Replace it by the real file or folder if it belongs to the repository."
        case .fileUnreadable: "Give this user permission to read it, and run again: the result is incomplete."
        case .packageDamaged: "Build or download the package again."
        case .packageNotCovered:
            "Add a root to META-INF/vault/filter.xml, deploy the change with --delta, or run with --allow-uncovered if it "
                + "is deployed in another way."
        case .packageMode:
            "Deploy the change with --delta, or give the configuration a filter root without a mode."
        case .packageName: "Rename the file to NAME-VERSION.zip, as its properties.xml says."
        case .buildOutputSkipped:
            "Nothing to do, unless the directory holds content: then give it another name."
        case .deltaEffects:
            "Read it before you install the package, and protect further properties with --delta-keep."
        case .deltaAsSource:
            "Use the export that the delta was made from, or export the configurations from AEM again."
        case .limitReached: "Look at the file by hand: no export of AEM comes near these limits."
        case .runUnfinished:
            "Run it again with the same mapping to complete it, or undo it with `ims-migrate rollback REPO`."
        case .runFailed: "Do what the message says, and run it again."
        case .mappingInvalid: "Correct the named cells; nothing can be planned with the file as it is."
        case .mappingFormat: "Compare the cell with what Adobe Developer Console shows for the credential."
        case .mappingReplaces: "Empty the cell to keep the value that the configuration has."
        case .clientIDChanged:
            "Right for a newly created credential. One that was migrated in Adobe Developer Console keeps its client id: "
                + "then empty the cell."
        case .secretExposed: "Take the permissions of group and others away: chmod 600."
        case .secretShadowed: "Keep one of them. The environment counts."
        case .credentialAmbiguous:
            "Decide, and fill in the empty cells of the row, or run again with --secret."
        case .credentialMissing:
            "Download its project or credential as JSON from Adobe Developer Console and run again, or fill in the row."
        case .credentialIncomplete:
            "Fill in the empty cells of the row as Adobe Developer Console shows them."
        case .credentialMatched: "Check the rows that are less than certain."
        case .credentialUnused: "Nothing needs to be done if it is for something else."
        case .credentialUnusable:
            "Nothing needs to be done if it is for something else; a Service Account (JWT) credential must be migrated "
                + "in Adobe Developer Console first."
        case .credentialRefused:
            "Correct the row as Adobe Developer Console shows the credential, and verify again."
        case .credentialUnverified: "Do what the message says, and verify again."
        case .profileQuestion:
            "Give another example or a mapping, or decide: put the right step into the profile and remove the question."
        case .waiverExpired: "Mend what it waived, or have its owner decide on a new date."
        case .waiverUnused:
            "Check the row's rule and path for typing errors, or remove the row: it may be mended."
        case .configurationAppeared: "Nothing needs to be done where it is meant to be there."
        case .configurationGone: "Nothing needs to be done where it was meant to go."
        case .configurationChanged:
            "Nothing needs to be done where that was meant; one that has gone back to JWT must be migrated again."
        case .findingResolved: "Nothing needs to be done."
        case .attestationBroken:
            "Find out who changed it, and why; do not rely on the report until you know."
        case .attestationMissing: "Look for it where the run left it, or say where with --journal-dir."
        }
    }
}

extension Finding {
    /// The finding in a command that decides nothing by it: what holds back a migration, or a deployment, is a warning there.
    package var inventoried: Finding {
        let rules: [FindingRule] = [.osgiDoubtful, .osgiTwin, .osgiFormatUnsupported, .deltaAsSource]
        guard rules.contains(rule), level == .error else { return self }
        var finding = self
        finding.level = .warning
        return finding
    }
}
