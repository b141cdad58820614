/** A number to call for help. */
export interface HelpNumber {
  number: string;
  nameTh: string;
  nameEn: string;
}

/** Whom to turn to when something is no matter for this portal. */
export interface Help {
  /** The first is the one for emergencies. Never empty. */
  numbers: readonly HelpNumber[];
  /** Where a criminal complaint is made online. */
  complaintAddress: string;
}

/** What holds until an administrator says otherwise: Thailand's own. */
export const usualHelp: Help = {
  numbers: [
    { number: '191', nameTh: 'เหตุด่วนเหตุร้าย', nameEn: 'Police emergency' },
    { number: '1669', nameTh: 'เจ็บป่วยฉุกเฉิน', nameEn: 'Medical emergency' },
    { number: '199', nameTh: 'ไฟไหม้ กู้ภัย', nameEn: 'Fire and rescue' },
    { number: '1599', nameTh: 'สายด่วนตำรวจ', nameEn: 'Police hotline' },
    { number: '1300', nameTh: 'ช่วยเหลือสังคม ความรุนแรงในครอบครัว', nameEn: 'Social help, violence at home' },
    { number: '1441', nameTh: 'ถูกหลอกออนไลน์', nameEn: 'Online fraud' },
  ],
  complaintAddress: 'https://www.thaipoliceonline.go.th',
};
