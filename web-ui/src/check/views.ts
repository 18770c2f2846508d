/** What is known of a claim photo beside a reference, gathered from the findings. */

export interface View {
  readonly finding: number;
  readonly claim: string;
  readonly reference: string;
  readonly homography: string;
  readonly regions: readonly object[];
  readonly map: string;
}

/** Return a claim photo beside a reference: where it was aligned, with that finding's boxes and map, else plainly beside each other. */
export function beside(views: readonly View[], claim: string, reference: string): Omit<View, "finding"> {
  const pair = views.filter((one) => one.claim === claim && one.reference === reference);
  const best =
    pair.find((one) => one.homography && one.regions.length > 0) ?? pair.find((one) => one.homography) ?? pair[0];
  return best ?? { claim, reference, homography: "", regions: [], map: "" };
}
