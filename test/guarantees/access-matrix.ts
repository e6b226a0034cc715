import { PERSONAS, type PersonaName } from './personas.ts';

/**
 * Who may ask what: every root field of the API and every persona of the domain.
 *
 *   yes   answered: with data, or with a refusal of what was said rather than of who said it
 *   NO    FORBIDDEN
 *   who   UNAUTHENTICATED
 *   none  NOT_FOUND: may ask in general, but not of this row
 *
 * Everybody is asked about rows of their own where they have business with any, else about those of a vendor and a
 * hospital that deal with each other. `V.key` and `H.key` are API keys with every role of a vendor and of a hospital,
 * `alone` is somebody signed in who belongs to no organisation.
 *
 * Every member reads what their organisation may read; the roles are about the rest. Where an organisation has one
 * role only (auditor, regulator, operator), whoever holds it also looks after its people. API keys neither approve nor
 * make people or keys, nor say which keys sign.
 */
const MATRIX = `
# who asks, and people
                                    anon  V.adm V.pub V.app V.sup V.key H.adm H.man H.sec H.dev H.vie H.key audit regul opera alone
Query.viewer                        yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes
Query.members                       who   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   NO
Query.invitations                   who   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   NO
Query.apiKeys                       who   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   NO
Query.search                        who   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes
Mutation.actFor                     who   yes   yes   yes   yes   NO    yes   yes   yes   yes   yes   NO    yes   yes   yes   none
Mutation.confirmPassword            who   yes   yes   yes   yes   NO    yes   yes   yes   yes   yes   NO    yes   yes   yes   yes
Query.mySessions                    who   yes   yes   yes   yes   NO    yes   yes   yes   yes   yes   NO    yes   yes   yes   yes
Mutation.endSession                 who   yes   yes   yes   yes   NO    yes   yes   yes   yes   yes   NO    yes   yes   yes   yes
Mutation.endOtherSessions           who   yes   yes   yes   yes   NO    yes   yes   yes   yes   yes   NO    yes   yes   yes   yes
Query.invitationBehind              yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes
Mutation.acceptInvitation           yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes
Mutation.inviteMember               who   yes   NO    NO    NO    NO    yes   NO    NO    NO    NO    NO    yes   yes   yes   NO
Mutation.revokeInvitation           who   yes   NO    NO    NO    NO    yes   NO    NO    NO    NO    NO    yes   yes   yes   NO
Mutation.changeMember               who   yes   NO    NO    NO    NO    yes   NO    NO    NO    NO    NO    yes   yes   yes   NO
Mutation.endMembership              who   yes   NO    NO    NO    NO    yes   NO    NO    NO    NO    NO    yes   yes   yes   NO
Mutation.makeApiKey                 who   yes   NO    NO    NO    NO    yes   NO    NO    NO    NO    NO    NO    NO    NO    NO
Mutation.revokeApiKey               who   yes   NO    NO    NO    NO    yes   NO    NO    NO    NO    NO    NO    NO    NO    NO

# single sign-on
                                    anon  V.adm V.pub V.app V.sup V.key H.adm H.man H.sec H.dev H.vie H.key audit regul opera alone
Query.identityProvider              who   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   NO
Query.identityProviderOf            yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes
Mutation.testIdentityProvider       who   yes   NO    NO    NO    NO    yes   NO    NO    NO    NO    NO    yes   yes   yes   NO
Mutation.setIdentityProvider        who   yes   NO    NO    NO    NO    yes   NO    NO    NO    NO    NO    yes   yes   yes   NO
Mutation.removeIdentityProvider     who   yes   NO    NO    NO    NO    yes   NO    NO    NO    NO    NO    yes   yes   yes   NO

# organisations, and who deals with whom
                                    anon  V.adm V.pub V.app V.sup V.key H.adm H.man H.sec H.dev H.vie H.key audit regul opera alone
Query.organisation                  who   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   NO
Query.organisations                 who   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   NO
Mutation.admitOrganisation          who   NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    yes   NO
Mutation.suspendOrganisation        who   NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    yes   NO
Mutation.readmitOrganisation        who   NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    yes   NO
Query.sites                         who   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   NO
Mutation.addSite                    who   NO    NO    NO    NO    NO    yes   NO    NO    NO    NO    yes   NO    NO    NO    NO
Mutation.changeSite                 who   NO    NO    NO    NO    NO    yes   NO    NO    NO    NO    yes   NO    NO    NO    NO
Query.contacts                      who   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   NO
Mutation.setContact                 who   yes   NO    NO    NO    yes   yes   NO    NO    NO    NO    yes   NO    NO    NO    NO
Mutation.removeContact              who   yes   NO    NO    NO    yes   yes   NO    NO    NO    NO    yes   NO    NO    NO    NO
Query.relationships                 who   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   NO
Mutation.proposeRelationship        who   yes   NO    NO    NO    yes   yes   NO    NO    NO    NO    yes   NO    NO    NO    NO
Mutation.confirmRelationship        who   yes   NO    NO    NO    yes   yes   NO    NO    NO    NO    yes   NO    NO    NO    NO
Mutation.endRelationship            who   yes   NO    NO    NO    yes   yes   NO    NO    NO    NO    yes   NO    NO    NO    NO
Mutation.shareAssets                who   NO    NO    NO    NO    NO    yes   NO    NO    NO    NO    yes   NO    NO    NO    NO
Query.auditGrants                   who   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   NO
Mutation.grantAudit                 who   yes   NO    NO    NO    yes   yes   NO    NO    NO    NO    yes   NO    NO    NO    NO
Mutation.revokeAuditGrant           who   yes   NO    NO    NO    yes   yes   NO    NO    NO    NO    yes   NO    NO    NO    NO
Query.mandates                      who   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   NO
Mutation.grantMandate               who   yes   NO    NO    NO    NO    yes   NO    NO    NO    NO    NO    NO    NO    NO    NO
Mutation.revokeMandate              who   yes   NO    NO    NO    NO    yes   NO    NO    NO    NO    NO    NO    NO    NO    NO

# catalogue
                                    anon  V.adm V.pub V.app V.sup V.key H.adm H.man H.sec H.dev H.vie H.key audit regul opera alone
Query.product                       who   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes
Query.products                      who   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes
Query.productByIdentifier           who   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes
Query.release                       who   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes
Mutation.registerProduct            who   yes   NO    NO    NO    yes   NO    NO    NO    NO    NO    NO    NO    NO    NO    NO
Mutation.registerOutsideProduct     who   NO    NO    NO    NO    NO    NO    NO    NO    yes   NO    yes   NO    NO    NO    NO
Mutation.changeProduct              who   yes   NO    NO    NO    yes   NO    NO    NO    yes   NO    yes   NO    NO    NO    NO
Mutation.addProductIdentifier       who   yes   NO    NO    NO    yes   NO    NO    NO    yes   NO    yes   NO    NO    NO    NO
Mutation.addRelease                 who   yes   NO    NO    NO    yes   NO    NO    NO    yes   NO    yes   NO    NO    NO    NO
Mutation.changeRelease              who   yes   NO    NO    NO    yes   NO    NO    NO    yes   NO    yes   NO    NO    NO    NO

# what stands where
                                    anon  V.adm V.pub V.app V.sup V.key H.adm H.man H.sec H.dev H.vie H.key audit regul opera alone
Query.asset                         who   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   NO    NO    NO    NO
Query.assets                        who   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   NO    NO    NO    NO
Query.network                       who   NO    NO    NO    NO    NO    yes   yes   yes   yes   yes   yes   NO    NO    NO    NO
Query.assetImport                   who   none  none  none  none  none  yes   yes   yes   yes   yes   yes   NO    NO    NO    NO
Query.assetImportRows               who   none  none  none  none  none  yes   yes   yes   yes   yes   yes   NO    NO    NO    NO
Query.assetImportProducts           who   none  none  none  none  none  yes   yes   yes   yes   yes   yes   NO    NO    NO    NO
Query.assetImports                  who   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   NO    NO    NO    NO
Mutation.mapAssetImport             who   NO    none  NO    NO    none  NO    NO    NO    yes   NO    yes   NO    NO    NO    NO
Mutation.continueAssetImport        who   NO    none  NO    NO    none  NO    NO    NO    yes   NO    yes   NO    NO    NO    NO
Mutation.chooseImportProduct        who   NO    yes   NO    NO    yes   NO    NO    NO    yes   NO    yes   NO    NO    NO    NO
Mutation.keepImportProduct          who   NO    yes   NO    NO    yes   NO    NO    NO    yes   NO    yes   NO    NO    NO    NO
Mutation.applyAssetImport           who   NO    none  NO    NO    none  NO    NO    NO    yes   NO    yes   NO    NO    NO    NO
Mutation.discardAssetImport         who   NO    none  NO    NO    none  NO    NO    NO    yes   NO    yes   NO    NO    NO    NO
Mutation.registerAsset              who   NO    NO    NO    NO    NO    NO    NO    NO    yes   NO    yes   NO    NO    NO    NO
Mutation.changeAsset                who   NO    NO    NO    NO    NO    NO    NO    NO    yes   NO    yes   NO    NO    NO    NO
Mutation.retireAsset                who   NO    NO    NO    NO    NO    NO    NO    NO    yes   NO    yes   NO    NO    NO    NO
Query.productMatches                who   NO    NO    NO    NO    NO    yes   yes   yes   yes   yes   yes   NO    NO    NO    NO
Mutation.confirmProductMatch        who   NO    NO    NO    NO    NO    NO    NO    NO    yes   NO    yes   NO    NO    NO    NO
Mutation.rejectProductMatch         who   NO    NO    NO    NO    NO    NO    NO    NO    yes   NO    yes   NO    NO    NO    NO
Query.installedBase                 who   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   NO    NO    NO    NO
Mutation.listInstalledBase          who   NO    yes   NO    NO    yes   NO    NO    NO    NO    NO    NO    NO    NO    NO    NO
Mutation.confirmInstalledBaseLine   who   NO    NO    NO    NO    NO    NO    NO    NO    yes   NO    yes   NO    NO    NO    NO
Mutation.rejectInstalledBaseLine    who   NO    NO    NO    NO    NO    NO    NO    NO    yes   NO    yes   NO    NO    NO    NO
Query.evaluations                   who   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   NO    NO    NO    NO
Mutation.requestEvaluation          who   NO    NO    NO    NO    NO    NO    NO    NO    yes   NO    yes   NO    NO    NO    NO
Mutation.answerEvaluation           who   NO    NO    NO    yes   NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    NO
Mutation.endEvaluation              who   NO    NO    NO    yes   NO    NO    NO    NO    yes   NO    yes   NO    NO    NO    NO

# files
                                    anon  V.adm V.pub V.app V.sup V.key H.adm H.man H.sec H.dev H.vie H.key audit regul opera alone
Query.upload                        who   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   NO    NO    NO    NO
Mutation.beginUpload                who   NO    yes   NO    yes   yes   NO    NO    yes   yes   NO    yes   NO    NO    NO    NO
Mutation.recordUploadParts          who   NO    yes   NO    yes   yes   NO    NO    yes   yes   NO    yes   NO    NO    NO    NO
Mutation.completeUpload             who   NO    yes   NO    yes   yes   NO    NO    yes   yes   NO    yes   NO    NO    NO    NO
Mutation.abandonUpload              who   NO    yes   NO    yes   yes   NO    NO    yes   yes   NO    yes   NO    NO    NO    NO
Mutation.requestDownload            who   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   NO    yes   NO    NO

# questions to vendors
                                    anon  V.adm V.pub V.app V.sup V.key H.adm H.man H.sec H.dev H.vie H.key audit regul opera alone
Query.informationRequest            who   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   NO    NO    NO    NO
Query.informationRequests           who   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   NO    NO    NO    NO
Query.requestMessages               who   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   NO    NO    NO    NO
Query.informationRequestCounts      who   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   NO    NO    NO    NO
Query.responsePromises              who   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   NO    NO    NO    NO
Query.requestRounds                 who   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   NO    NO    NO    NO
Query.requestRound                  who   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   NO    NO    NO    NO
Mutation.askVendors                 who   NO    NO    NO    NO    NO    NO    NO    yes   yes   NO    yes   NO    NO    NO    NO
Mutation.publishResponsePromises    who   NO    NO    NO    yes   NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    NO
Mutation.askVendor                  who   NO    NO    NO    NO    NO    NO    NO    yes   yes   NO    yes   NO    NO    NO    NO
Mutation.replyToRequest             who   NO    NO    NO    yes   NO    NO    NO    yes   yes   NO    NO    NO    NO    NO    NO
Mutation.answerRequest              who   NO    NO    NO    yes   NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    NO
Mutation.declineRequest             who   NO    NO    NO    yes   NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    NO
Mutation.closeRequest               who   NO    NO    NO    NO    NO    NO    NO    yes   yes   NO    NO    NO    NO    NO    NO
Mutation.reopenRequest              who   NO    NO    NO    NO    NO    NO    NO    yes   yes   NO    NO    NO    NO    NO    NO
Query.publishedAnswer               who   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   NO    NO    NO    NO
Query.publishedAnswers              who   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   NO    NO    NO    NO
Query.similarAnswers                who   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   NO    NO    NO    NO
Query.vendorFigures                 who   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   NO    NO    NO    NO
Mutation.proposePublishedAnswer     who   NO    NO    NO    yes   NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    NO
Mutation.correctPublishedAnswer     who   NO    NO    NO    yes   NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    NO
Mutation.releasePublishedAnswer     who   NO    NO    yes   NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    NO
Mutation.sendBackPublishedAnswer    who   NO    NO    yes   NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    NO
Mutation.withdrawPublishedAnswer    who   NO    NO    yes   NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    NO
Mutation.draftPublicationFromAnswer who   NO    yes   NO    NO    yes   NO    NO    NO    NO    NO    NO    NO    NO    NO    NO

# publishing
                                    anon  V.adm V.pub V.app V.sup V.key H.adm H.man H.sec H.dev H.vie H.key audit regul opera alone
Query.publication                   who   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   NO    yes   NO    NO
Query.publications                  who   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   NO    yes   NO    NO
Mutation.draftPublication           who   NO    yes   NO    NO    yes   NO    NO    NO    NO    NO    NO    NO    NO    NO    NO
Mutation.draftRevision              who   NO    yes   NO    NO    yes   NO    NO    NO    NO    NO    NO    NO    NO    NO    NO
Mutation.editPublication            who   NO    yes   NO    NO    yes   NO    NO    NO    NO    NO    NO    NO    NO    NO    NO
Mutation.submitPublication          who   NO    yes   NO    NO    yes   NO    NO    NO    NO    NO    NO    NO    NO    NO    NO
Query.audiencePreview               who   NO    yes   yes   NO    yes   NO    NO    NO    NO    NO    NO    NO    NO    NO    NO
Mutation.sendBackPublication        who   NO    NO    yes   NO    yes   NO    NO    NO    NO    NO    NO    NO    NO    NO    NO
Mutation.approvePublication         who   NO    NO    yes   NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    NO
Mutation.publishEmergency           who   NO    NO    yes   NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    NO
Mutation.confirmSecondCheck         who   NO    NO    yes   NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    NO
Mutation.withdrawPublication        who   NO    NO    yes   NO    yes   NO    NO    NO    NO    NO    NO    NO    NO    NO    NO
Mutation.recordOutsideRecipient     who   NO    yes   yes   yes   yes   NO    NO    NO    NO    NO    NO    NO    NO    NO    NO
Query.signingKeys                   who   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes
Mutation.registerSigningKey         who   yes   NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    NO
Mutation.revokeSigningKey           who   yes   NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    NO
Query.vendorOverview                who   yes   yes   yes   yes   yes   NO    NO    NO    NO    NO    NO    NO    NO    NO    NO
Query.unansweredPublications        who   yes   yes   yes   yes   yes   NO    NO    NO    NO    NO    NO    NO    NO    NO    NO
Query.releasesLackingDocuments      who   yes   yes   yes   yes   yes   NO    NO    NO    NO    NO    NO    NO    NO    NO    NO
Query.recipients                    who   yes   yes   yes   yes   yes   NO    NO    NO    NO    NO    NO    NO    NO    NO    NO

# what changed, and what a hospital files for itself
                                    anon  V.adm V.pub V.app V.sup V.key H.adm H.man H.sec H.dev H.vie H.key audit regul opera alone
Query.publicationDifference         who   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   NO    yes   NO    NO
Query.releaseDifference             who   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   NO    yes   NO    NO
Query.installationDifference        who   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   NO    yes   NO    NO
Query.filedDocument                 who   NO    NO    NO    NO    NO    yes   yes   yes   yes   yes   yes   NO    NO    NO    NO
Query.filedDocuments                who   NO    NO    NO    NO    NO    yes   yes   yes   yes   yes   yes   NO    NO    NO    NO
Mutation.fileDocument               who   NO    NO    NO    NO    NO    NO    NO    yes   yes   NO    yes   NO    NO    NO    NO
Mutation.removeFiledDocument        who   NO    NO    NO    NO    NO    NO    NO    yes   yes   NO    yes   NO    NO    NO    NO

# what documents mean for devices
                                    anon  V.adm V.pub V.app V.sup V.key H.adm H.man H.sec H.dev H.vie H.key audit regul opera alone
Query.componentMatches              who   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   NO    NO    NO    NO
Query.exposure                      who   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   NO    NO    NO    NO
Query.mds2Comparison                who   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   NO    NO    NO    NO
Query.assetsByMds2Answer            who   NO    NO    NO    NO    NO    yes   yes   yes   yes   yes   yes   NO    NO    NO    NO

# what anybody may read
                                    anon  V.adm V.pub V.app V.sup V.key H.adm H.man H.sec H.dev H.vie H.key audit regul opera alone
Query.publicProduct                 yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes
Query.publicProducts                yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes
Query.publicProductByIdentifier     yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes
Query.publicPublication             yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes
Query.publicPublications            yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes
Mutation.requestPublicDownload      yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes

# chasing, and acknowledging without an account
                                    anon  V.adm V.pub V.app V.sup V.key H.adm H.man H.sec H.dev H.vie H.key audit regul opera alone
Query.chasingPlans                  who   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   NO    NO    NO    NO
Query.chasingPreview                who   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   NO    NO    NO    NO
Mutation.setChasingPlan             who   yes   NO    NO    yes   NO    yes   NO    yes   NO    NO    NO    NO    NO    NO    NO
Mutation.removeChasingPlan          who   yes   NO    NO    yes   NO    yes   NO    yes   NO    NO    NO    NO    NO    NO    NO
Query.chase                         who   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   NO    NO    NO    NO
Query.chasedSites                   who   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   NO    NO    NO    NO
Query.chaseGaps                     who   yes   yes   yes   yes   yes   NO    NO    NO    NO    NO    NO    NO    NO    NO    NO
Query.chaseTasks                    who   NO    NO    NO    yes   NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    NO
Mutation.recordChase                who   NO    NO    NO    yes   NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    NO
Mutation.demandChase                who   NO    NO    NO    yes   NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    NO
Query.delegates                     who   NO    NO    NO    NO    NO    yes   yes   yes   yes   yes   yes   NO    NO    NO    NO
Mutation.nameDelegate               who   NO    NO    NO    NO    NO    yes   NO    NO    NO    NO    NO    NO    NO    NO    NO
Mutation.revokeDelegate             who   NO    NO    NO    NO    NO    yes   NO    NO    NO    NO    NO    NO    NO    NO    NO
Mutation.openDelegateLink           yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes
Mutation.sendDelegateCode           yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes
Mutation.moveDelegateLink           yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes
Mutation.acknowledgeByLink          yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes

# keeping the portal running
                                    anon  V.adm V.pub V.app V.sup V.key H.adm H.man H.sec H.dev H.vie H.key audit regul opera alone
Query.systemHealth                  who   NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    yes   NO
Query.failedJobs                    who   NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    yes   NO
Mutation.retryJob                   who   NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    yes   NO
Query.storageUsage                  who   NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    yes   NO

# receiving and answering
                                    anon  V.adm V.pub V.app V.sup V.key H.adm H.man H.sec H.dev H.vie H.key audit regul opera alone
Query.inbox                         who   NO    NO    NO    NO    NO    yes   yes   yes   yes   yes   yes   NO    NO    NO    NO
Query.inboxCounts                   who   NO    NO    NO    NO    NO    yes   yes   yes   yes   yes   yes   NO    NO    NO    NO
Query.affectedAssets                who   NO    NO    NO    NO    NO    yes   yes   yes   yes   yes   yes   NO    NO    NO    NO
Query.delivery                      who   NO    NO    NO    NO    NO    yes   yes   yes   yes   yes   yes   NO    NO    NO    NO
Mutation.markViewed                 who   NO    NO    NO    NO    NO    NO    NO    yes   yes   NO    yes   NO    NO    NO    NO
Mutation.acknowledge                who   NO    NO    NO    NO    NO    NO    NO    yes   yes   NO    yes   NO    NO    NO    NO
Mutation.acknowledgeMany            who   NO    NO    NO    NO    NO    NO    NO    yes   yes   NO    yes   NO    NO    NO    NO
Mutation.coverSite                  who   NO    NO    NO    NO    NO    NO    NO    yes   yes   NO    yes   NO    NO    NO    NO

# when support ends
                                    anon  V.adm V.pub V.app V.sup V.key H.adm H.man H.sec H.dev H.vie H.key audit regul opera alone
Query.lifecycleTimeline             who   NO    NO    NO    NO    NO    yes   yes   yes   yes   yes   yes   NO    NO    NO    NO
Query.replacementPlan               who   NO    NO    NO    NO    NO    yes   yes   yes   yes   yes   yes   NO    NO    NO    NO
Query.undecidedAssets               who   NO    NO    NO    NO    NO    yes   yes   yes   yes   yes   yes   NO    NO    NO    NO
Query.endOfSupportCounts            who   NO    NO    NO    NO    NO    yes   yes   yes   yes   yes   yes   NO    NO    NO    NO
Query.endOfSupportDecisions         who   NO    NO    NO    NO    NO    yes   yes   yes   yes   yes   yes   NO    NO    NO    NO
Mutation.decideEndOfSupport         who   NO    NO    NO    NO    NO    NO    NO    yes   NO    NO    yes   NO    NO    NO    NO
Mutation.acceptRisk                 who   NO    NO    NO    NO    NO    NO    yes   NO    NO    NO    NO    NO    NO    NO    NO
Mutation.refuseRisk                 who   NO    NO    NO    NO    NO    NO    yes   NO    NO    NO    NO    NO    NO    NO    NO

# what passes over at the end of support
                                    anon  V.adm V.pub V.app V.sup V.key H.adm H.man H.sec H.dev H.vie H.key audit regul opera alone
Query.responsibilityTransfer        who   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   NO    NO    NO    NO
Query.responsibilityTransfers       who   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   NO    NO    NO    NO
Query.unsignedTransfers             who   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   NO    NO    NO    NO
Mutation.proposeTransfer            who   NO    NO    yes   yes   yes   NO    NO    NO    NO    NO    NO    NO    NO    NO    NO
Mutation.reproposeTransferItem      who   NO    NO    yes   yes   yes   NO    NO    NO    NO    NO    NO    NO    NO    NO    NO
Mutation.withdrawTransferItem       who   NO    NO    yes   yes   yes   NO    NO    NO    NO    NO    NO    NO    NO    NO    NO
Mutation.acceptTransferItem         who   NO    NO    NO    NO    NO    NO    yes   yes   NO    NO    NO    NO    NO    NO    NO
Mutation.contestTransferItem        who   NO    NO    NO    NO    NO    NO    yes   yes   NO    NO    NO    NO    NO    NO    NO
Mutation.signTransfer               who   NO    NO    yes   NO    NO    NO    yes   NO    NO    NO    NO    NO    NO    NO    NO
# devices that go from hospital to hospital
                                    anon  V.adm V.pub V.app V.sup V.key H.adm H.man H.sec H.dev H.vie H.key audit regul opera alone
Query.handover                      who   NO    NO    NO    NO    NO    yes   yes   yes   yes   yes   yes   NO    NO    NO    NO
Query.handovers                     who   NO    NO    NO    NO    NO    yes   yes   yes   yes   yes   yes   NO    NO    NO    NO
Mutation.offerHandovers             who   NO    NO    NO    NO    NO    NO    NO    NO    yes   NO    yes   NO    NO    NO    NO
Mutation.takeOverHandover           who   NO    NO    NO    NO    NO    NO    NO    NO    yes   NO    yes   NO    NO    NO    NO
Mutation.declineHandover            who   NO    NO    NO    NO    NO    NO    NO    NO    yes   NO    yes   NO    NO    NO    NO
Mutation.withdrawHandover           who   NO    NO    NO    NO    NO    NO    NO    NO    yes   NO    yes   NO    NO    NO    NO
# updates on devices
                                    anon  V.adm V.pub V.app V.sup V.key H.adm H.man H.sec H.dev H.vie H.key audit regul opera alone
Query.updateApplication             who   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   NO    NO    NO    NO
Query.updateApplications            who   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   NO    NO    NO    NO
Query.updateFigures                 who   yes   yes   yes   yes   yes   NO    NO    NO    NO    NO    NO    NO    NO    NO    NO
Query.updateReports                 who   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   NO    NO    NO    NO
Query.maintenanceWindows            who   NO    NO    NO    NO    NO    yes   yes   yes   yes   yes   yes   NO    NO    NO    NO
Mutation.planUpdates                who   NO    NO    NO    yes   yes   NO    NO    NO    yes   NO    yes   NO    NO    NO    NO
Mutation.recordUpdateStep           who   NO    NO    NO    yes   yes   NO    NO    NO    yes   NO    yes   NO    NO    NO    NO
Mutation.recordUpdateSteps          who   NO    NO    NO    yes   yes   NO    NO    NO    yes   NO    yes   NO    NO    NO    NO
Mutation.checkUpdateItems           who   NO    NO    NO    yes   yes   NO    NO    NO    yes   NO    yes   NO    NO    NO    NO
Mutation.countersignUpdates         who   NO    NO    NO    yes   NO    NO    NO    yes   NO    NO    NO    NO    NO    NO    NO
Mutation.decideWithdrawnUpdates     who   NO    NO    NO    NO    NO    NO    NO    yes   NO    NO    NO    NO    NO    NO    NO
Mutation.reportUpdate               who   NO    NO    NO    yes   yes   NO    NO    NO    NO    NO    NO    NO    NO    NO    NO
Mutation.agreeMaintenanceWindow     who   NO    NO    NO    NO    NO    NO    NO    NO    yes   NO    yes   NO    NO    NO    NO
Mutation.removeMaintenanceWindow    who   NO    NO    NO    NO    NO    NO    NO    NO    yes   NO    yes   NO    NO    NO    NO
Query.calendarLinks                 who   NO    NO    NO    NO    NO    yes   yes   yes   yes   yes   yes   NO    NO    NO    NO
Mutation.makeCalendarLink           who   NO    NO    NO    NO    NO    NO    NO    NO    yes   NO    NO    NO    NO    NO    NO
Mutation.revokeCalendarLink         who   NO    NO    NO    NO    NO    yes   NO    NO    yes   NO    NO    NO    NO    NO    NO

# incidents and disclosures
                                    anon  V.adm V.pub V.app V.sup V.key H.adm H.man H.sec H.dev H.vie H.key audit regul opera alone
Query.case                          who   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   NO    NO    NO    NO
Query.cases                         who   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   NO    NO    NO    NO
Query.caseEntries                   who   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   NO    NO    NO    NO
Query.caseInvitations               who   yes   yes   yes   yes   NO    yes   yes   yes   yes   yes   NO    NO    NO    NO    NO
Mutation.reportIncident             who   NO    NO    NO    NO    NO    NO    NO    yes   yes   NO    NO    NO    NO    NO    NO
Mutation.openDisclosure             who   NO    NO    NO    yes   NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    NO
Mutation.changeDisclosure           who   NO    NO    NO    yes   NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    NO
Mutation.moveCase                   who   NO    NO    NO    yes   NO    NO    NO    yes   NO    NO    NO    NO    NO    NO    NO
Mutation.writeCaseEntry             who   NO    NO    NO    yes   NO    NO    NO    yes   yes   NO    NO    NO    NO    NO    NO
Mutation.keepCaseInternals          who   NO    NO    NO    yes   NO    NO    NO    yes   NO    NO    NO    NO    NO    NO    NO
Mutation.startCaseClock             who   NO    NO    NO    yes   NO    NO    NO    yes   NO    NO    NO    NO    NO    NO    NO
Mutation.meetCaseClock              who   NO    NO    NO    yes   NO    NO    NO    yes   NO    NO    NO    NO    NO    NO    NO
Mutation.inviteCaseParty            who   NO    NO    NO    yes   NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    NO
Mutation.acceptCaseInvitation       who   NO    NO    NO    NO    NO    yes   yes   yes   yes   yes   NO    NO    NO    NO    NO
Mutation.removeCaseParty            who   NO    NO    NO    yes   NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    NO

# what programs are told of
                                    anon  V.adm V.pub V.app V.sup V.key H.adm H.man H.sec H.dev H.vie H.key audit regul opera alone
Query.webhooks                      who   yes   NO    NO    NO    NO    yes   NO    NO    NO    NO    NO    NO    NO    NO    NO
Query.webhookKinds                  who   yes   NO    NO    NO    NO    yes   NO    NO    NO    NO    NO    NO    NO    NO    NO
Query.webhookDeliveries             who   yes   NO    NO    NO    NO    yes   NO    NO    NO    NO    NO    NO    NO    NO    NO
Mutation.makeWebhook                who   yes   NO    NO    NO    NO    yes   NO    NO    NO    NO    NO    NO    NO    NO    NO
Mutation.changeWebhook              who   yes   NO    NO    NO    NO    yes   NO    NO    NO    NO    NO    NO    NO    NO    NO
Mutation.rotateWebhookSecret        who   yes   NO    NO    NO    NO    yes   NO    NO    NO    NO    NO    NO    NO    NO    NO
Mutation.testWebhook                who   yes   NO    NO    NO    NO    yes   NO    NO    NO    NO    NO    NO    NO    NO    NO
Mutation.removeWebhook              who   yes   NO    NO    NO    NO    yes   NO    NO    NO    NO    NO    NO    NO    NO    NO
Mutation.retryWebhookDelivery       who   yes   NO    NO    NO    NO    yes   NO    NO    NO    NO    NO    NO    NO    NO    NO

# what is told as it happens
                                    anon  V.adm V.pub V.app V.sup V.key H.adm H.man H.sec H.dev H.vie H.key audit regul opera alone
Subscription.inboxChanged           who   NO    NO    NO    NO    NO    yes   yes   yes   yes   yes   yes   NO    NO    NO    NO
Subscription.informationRequestChanged who yes  yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   NO    NO    NO    NO
Subscription.progressChanged        who   yes   yes   yes   yes   yes   NO    NO    NO    NO    NO    NO    NO    NO    NO    NO

# the trail
                                    anon  V.adm V.pub V.app V.sup V.key H.adm H.man H.sec H.dev H.vie H.key audit regul opera alone
Query.trail                         who   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   NO
Query.trailKinds                    who   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   NO
Query.receipt                       who   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   NO
Query.auditTrail                    who   NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    yes   NO    NO    NO
Query.auditReceipt                  who   NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    NO    yes   NO    NO    NO
`;

const COLUMNS: Record<string, PersonaName> = {
  anon: 'anonymous',
  'V.adm': 'VENDOR_ADMIN',
  'V.pub': 'VENDOR_PUBLISHER',
  'V.app': 'VENDOR_APPROVER',
  'V.sup': 'VENDOR_SUPPORT',
  'V.key': 'VENDOR program',
  'H.adm': 'HOSPITAL_ADMIN',
  'H.man': 'HOSPITAL_MANAGER',
  'H.sec': 'HOSPITAL_SECURITY',
  'H.dev': 'HOSPITAL_DEVICE',
  'H.vie': 'HOSPITAL_VIEWER',
  'H.key': 'HOSPITAL program',
  audit: 'AUDITOR',
  regul: 'REGULATOR_VIEWER',
  opera: 'OPERATOR',
  alone: 'without organisation',
};

const ANSWERS = ['yes', 'NO', 'who', 'none'] as const;
export type ExpectedAnswer = (typeof ANSWERS)[number];
export type Row = Record<PersonaName, ExpectedAnswer>;

/** The table, read, in its order: root field, then persona. @throws Error on a row or heading that is not one. */
export function accessMatrix(): Map<string, Row> {
  const matrix = new Map<string, Row>();
  let heading: PersonaName[] = [];
  for (const line of MATRIX.split('\n').filter((one) => one.trim() !== '' && !one.startsWith('#'))) {
    const words = line.trim().split(/\s+/);
    if (line.startsWith(' ')) {
      heading = words.map((word) => COLUMNS[word] ?? fail(`no persona is called ${word}`));
      if (new Set(heading).size !== PERSONAS.length) fail('a heading lacks a persona');
      continue;
    }
    const [field = '', ...answers] = words;
    if (answers.length !== heading.length) fail(`the row ${field} does not have one answer for each persona`);
    if (matrix.has(field)) fail(`${field} stands in two rows`);
    const answer = (word: string) => ANSWERS.find((one) => one === word) ?? fail(`${word} is no answer`);
    matrix.set(field, Object.fromEntries(heading.map((name, i) => [name, answer(answers[i]!)])) as Row);
  }
  return matrix;
}

function fail(message: string): never {
  throw new Error(`access matrix: ${message}`);
}
