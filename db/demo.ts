/** The two demo companies that `npm start` seeds for newcomers. Times are local; people are invented. */
export interface DemoPerson {
  readonly telegramUserId: number;
  readonly name: string;
  readonly language: "fa" | "ru";
  readonly role: "owner" | "manager" | "employee";
  readonly phone: string;
}

export interface DemoCompany {
  readonly name: string;
  readonly profile: "ir" | "ru";
  readonly language: "fa" | "ru";
  readonly calendar: "jalali" | "gregorian";
  readonly timeZone: string;
  /** ISO weekday numbers. */
  readonly weekend: readonly number[];
  readonly workplace: {
    readonly name: string;
    readonly latitudeE6: number;
    readonly longitudeE6: number;
    readonly radiusM: number;
  };
  readonly group: string;
  readonly shift: {
    readonly name: string;
    readonly startMinute: number;
    readonly endMinute: number;
    readonly breakMinutes: number;
  };
  readonly people: readonly DemoPerson[];
  /** What an employee writes beside a request for leave. */
  readonly leaveNote: string;
}

export const demoCompanies: readonly DemoCompany[] = [
  {
    name: "کافه نارنج",
    leaveNote: "عروسی خواهرم است.",
    profile: "ir",
    language: "fa",
    calendar: "jalali",
    timeZone: "Asia/Tehran",
    weekend: [5],
    workplace: {
      name: "شعبهٔ ولیعصر",
      latitudeE6: 35_715_298,
      longitudeE6: 51_404_343,
      radiusM: 150,
    },
    group: "سالن",
    shift: { name: "صبح", startMinute: 480, endMinute: 920, breakMinutes: 0 },
    people: [
      {
        telegramUserId: 1001,
        name: "مریم احمدی",
        language: "fa",
        role: "owner",
        phone: "+989121000001",
      },
      {
        telegramUserId: 1002,
        name: "رضا کریمی",
        language: "fa",
        role: "manager",
        phone: "+989121000002",
      },
      {
        telegramUserId: 1003,
        name: "سارا محمدی",
        language: "fa",
        role: "employee",
        phone: "+989121000003",
      },
      {
        telegramUserId: 1004,
        name: "علی رضایی",
        language: "fa",
        role: "employee",
        phone: "+989121000004",
      },
      {
        telegramUserId: 1005,
        name: "Наталья Орлова",
        language: "ru",
        role: "employee",
        phone: "+989121000005",
      },
    ],
  },
  {
    name: "Мастерская «Берёза»",
    leaveNote: "Едем к родителям.",
    profile: "ru",
    language: "ru",
    calendar: "gregorian",
    timeZone: "Europe/Moscow",
    weekend: [6, 7],
    workplace: {
      name: "Цех на Лесной",
      latitudeE6: 55_780_110,
      longitudeE6: 37_590_150,
      radiusM: 150,
    },
    group: "Цех",
    shift: { name: "Дневная", startMinute: 540, endMinute: 1080, breakMinutes: 60 },
    people: [
      {
        telegramUserId: 2001,
        name: "Алексей Смирнов",
        language: "ru",
        role: "owner",
        phone: "+79161000001",
      },
      {
        telegramUserId: 2002,
        name: "Ольга Кузнецова",
        language: "ru",
        role: "manager",
        phone: "+79161000002",
      },
      {
        telegramUserId: 2003,
        name: "Иван Петров",
        language: "ru",
        role: "employee",
        phone: "+79161000003",
      },
      {
        telegramUserId: 2004,
        name: "Дарья Волкова",
        language: "ru",
        role: "employee",
        phone: "+79161000004",
      },
      {
        telegramUserId: 2005,
        name: "نیما راد",
        language: "fa",
        role: "employee",
        phone: "+79161000005",
      },
    ],
  },
];

/** Somebody of the company that runs Hozur: belongs to no company here. */
export const demoOperator: Omit<DemoPerson, "role"> = {
  telegramUserId: 3001,
  name: "Вера Лебедева",
  language: "ru",
  phone: "+79161000009",
};
