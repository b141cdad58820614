import type { Locale } from '../../../i18n/locale.ts';
import { messagesFor } from '../../../i18n/messages.ts';

/** The labels of every field of a project's forms, by the field's name, for the list of what to mend. */
export function fieldLabels(locale: Locale): Record<string, string> {
  const { projects: words } = messagesFor(locale);
  return {
    title: words.fieldTitle,
    summary: words.fieldSummary,
    placeName: words.fieldPlaceName,
    latitude: words.where,
    longitude: words.where,
    zoneId: words.zoneLabel,
    kind: words.kindLabel,
    organisationId: words.organisationLabel,
    riskAreaId: words.fieldRiskArea,
    reports: words.fieldReports,
    startsOn: words.fieldStartsOn,
    dueOn: words.fieldDueOn,
    to: words.nextStep,
    reason: words.cancelReason,
    acceptedOn: words.acceptanceDay,
    acceptanceReference: words.acceptanceReference,
    treated: words.areasTreated,
    buffer: words.areasBuffer,
    control: words.areasControl,
    milestoneTitle: words.milestoneTitle,
    milestoneDueOn: words.dueOn,
    taskTitle: words.taskTitle,
    taskOrganisationId: words.taskOwner,
    taskMilestoneId: words.taskMilestone,
    taskDueOn: words.dueOn,
    fiscalYear: words.moneyYear,
    source: words.moneySource,
    planReference: words.moneyPlan,
    procurementMethod: words.moneyMethod,
    procurementNumber: words.moneyNumber,
    plannedBaht: words.moneyPlanned,
    committedBaht: words.moneyCommitted,
    disbursedBaht: words.moneyDisbursed,
    carriedOverBaht: words.moneyCarriedOver,
    photo: words.photoFile,
    stage: words.photoStage,
    spot: words.photoSpot,
    caption: words.photoCaption,
    takenOn: words.photoTakenOn,
  };
}

/** What a form that was sent back shows again. */
export interface FormState {
  typed: Record<string, string>;
  mistakes: Record<string, string>;
}
