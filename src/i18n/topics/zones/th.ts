export const zones = {
  title: 'พื้นที่ปลอดภัย',
  choose: 'เลือกพื้นที่ของคุณ',
  empty: 'ยังไม่มีพื้นที่ปลอดภัยในระบบนี้',
  station: 'สถานีตำรวจ',
  people: '{count} คน',
  communities: '{count} ชุมชน',
};
