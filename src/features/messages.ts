/** Everything the features stage says. FEA301–309 stop the run, FEA310– are findings of the data and the books. */
export * from './messages/believed.ts';
export * from './messages/books.ts';
export * from './messages/costs.ts';
export * from './messages/currencies.ts';
export * from './messages/data.ts';
export * from './messages/settings.ts';
